import type { Caller } from './sigv4';
import type { Region, World } from './world';

/** What a handler knows about every call beside its input. */
export interface CallContext {
  readonly world: World;
  readonly region: Region;
  /**
   * Cuts one page out of all results. `keyOf` gives each result's place, which the token remembers,
   * so that results may come and go between two pages. Throws ValidationException, or what the
   * service calls it (as an AwsError), for a token that was not given by the same operation to the
   * same account, which is none for calls without a signature.
   */
  readonly page: <Item>(
    items: readonly Item[],
    keyOf: (item: Item, index: number) => string,
    request: PageRequest<Item>,
  ) => Page<Item>;
}

/** Which page is asked for. */
export interface PageRequest<Item> {
  readonly token: string | undefined;
  readonly size: number;
  /**
   * Takes results out of the page after it was cut, as EC2 Image Builder filters: a page may then be
   * short or empty although others follow.
   */
  readonly keep?: (item: Item) => boolean;
  /** Says that the results come in the order of their keys, so that a page costs what it holds. */
  readonly sorted?: true;
}

/** What a handler knows about a signed call: also whose credentials signed it. */
export interface Context extends CallContext, Caller {}

/** One page; without a token it is the last. */
export interface Page<Item> {
  readonly items: Item[];
  readonly token: string | undefined;
}

/**
 * Answers one operation, or throws an AwsError. The input was held against the model before, which
 * is why a handler may name the SDK's own type for it.
 */
export type Handler<Input = never> = (input: Input, context: Context) => object | Promise<object>;

const offTheModel = Symbol('off the model');

/**
 * Marks an answer that does not obey the model, as some of AWS's own do not: it goes on the wire as it
 * is. Only for tests of what such answers do to clients.
 */
export function answerOffTheModel(answer: object): object {
  return { ...answer, [offTheModel]: true };
}

/** Tells whether an answer was marked so. */
export function isOffTheModel(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && offTheModel in answer;
}

/** The handlers of a service's signed operations, by the names of the operations. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Answers one operation that AWS takes without a signature: nobody is known to call. */
export type UnsignedHandler<Input = never> = (
  input: Input,
  context: CallContext,
) => object | Promise<object>;

/** The handlers of a service's operations without a signature, by the names of the operations. */
export type UnsignedHandlers = Readonly<Record<string, UnsignedHandler>>;
