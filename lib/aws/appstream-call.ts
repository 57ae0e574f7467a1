import type { ImageRef } from '../images/image';
import type { IamAction } from '../operations/actions';
import type { Result } from '../result';
import type { CallFacts, ChangeFacts } from './errors';
import { textIn } from './members';
import { collectPages, type Page } from './paginate';
import type { Service } from './service';

/** AppStream in one scope. */
export type AppStream = Service;

/** An operation of AppStream that Image Desk calls, as its model names it. */
export type Operation = IamAction extends infer Action
  ? Action extends `appstream:${infer Name}`
    ? Name
    : never
  : never;

/** Everything that an operation lists, page by page, of what is about one thing or about none. */
export function listOf<Item>(
  appStream: AppStream,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  itemsOf: (answer: unknown) => readonly Item[],
  what?: string,
): Promise<Result<readonly Item[]>> {
  return collectPages((token) =>
    askPage(appStream, operation, { ...input, ...(token && { NextToken: token }) }, itemsOf, what),
  );
}

/** One page of what an operation lists. */
export function askPage<Item>(
  { run }: AppStream,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  itemsOf: (answer: unknown) => readonly Item[],
  what = 'The resource',
): Promise<Result<Page<Item>>> {
  return run({
    facts: factsOf(operation, what),
    operation,
    input,
    read: (answer) => ({ items: itemsOf(answer), nextToken: textIn(answer, 'NextToken') }),
  });
}

/** What a call is about: `Image office`. */
export function factsOf(operation: Operation, what: string) {
  return { action: `appstream:${operation}` as const, what } satisfies CallFacts;
}

/** What a call is about that is about an image. */
export function imageFacts(operation: Operation, image: ImageRef) {
  return factsOf(operation, `Image ${image.name}`);
}

/** What a call changes: what is there before it, and what afterwards. */
export function changeFacts(
  operation: Operation,
  what: string,
  before: ChangeFacts['change']['before'],
  after: ChangeFacts['change']['after'],
): ChangeFacts {
  return { ...factsOf(operation, what), change: { target: what, before, after } };
}
