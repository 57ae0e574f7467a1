import type { Sight } from '@/components/panel/appstream/model';
import { readConsolePage } from '@/lib/console/page';
import type { Image, ImageListing, ImageRef } from '@/lib/images/image';
import type { CallOptions, Client } from '@/lib/messaging/client';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok } from '@/lib/result';

type AnyAnswer = { readonly value: unknown } | { readonly problem: Problem };

/** One question to the worker, to be answered when the test says so. */
export interface Asked {
  readonly id: string;
  readonly input: unknown;
  readonly options: Omit<CallOptions, 'from'> | undefined;
  readonly from: 'cache' | 'aws';
  readonly answer: (answer: AnyAnswer | null) => Promise<void>;
}

/**
 * A worker that answers nothing by itself except the operations given: each is a function of the
 * input. Everything else waits in `asked` for the test.
 */
export function fakeClient(
  answers: Readonly<Record<string, (input: never) => AnyAnswer | 'wait'>> = {},
  cached: Readonly<Record<string, unknown>> = {},
) {
  const asked: Asked[] = [];
  const ask =
    (from: 'cache' | 'aws') =>
    (id: string, input: unknown, options?: Omit<CallOptions, 'from'>): Promise<unknown> => {
      const { promise, resolve } = deferred();
      const answer = async (given: AnyAnswer | null) => {
        resolve(resultOf(given));
        await flush();
      };
      asked.push({ id, input, options, from, answer });
      if (from === 'cache') {
        void answer(id in cached ? { value: cached[id] } : null);
      } else {
        const given = answers[id]?.(input as never) ?? 'wait';
        if (given !== 'wait') void answer(given);
      }
      return promise;
    };
  const client = { call: ask('aws'), recall: ask('cache') } as unknown as Client;
  const calls = (id: string) => asked.filter((each) => each.id === id && each.from === 'aws');
  return { client, asked, calls };
}

function resultOf(answer: AnyAnswer | null) {
  if (answer === null) return ok(null);
  return 'problem' in answer ? failed(answer.problem) : ok({ value: answer.value, readAt: 1000 });
}

function deferred() {
  let settle: ((value: unknown) => void) | undefined;
  const promise = new Promise((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value: unknown) => settle?.(value) };
}

/** Lets every answer that is ready arrive. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const account = '111122223333';

/** An own, available image that is shared with nobody. */
export function imageOf(name: string, changes: Partial<Image> = {}): Image {
  return {
    arn: `arn:aws:appstream:eu-west-1:${account}:image/${name}`,
    name,
    owner: account,
    visibility: 'private',
    state: 'AVAILABLE',
    errors: [],
    dynamicCatalogs: false,
    instanceFamilies: [],
    applications: [],
    ...changes,
  };
}

export function listingOf(image: Image): ImageListing {
  const { arn, name, visibility, state } = image;
  return { arn, name, visibility, state };
}

/** A look at a console page on which this image is selected. */
export function sightOf(image?: ImageRef, changes: Partial<Sight> = {}): Sight {
  const address = 'https://eu-west-1.console.aws.amazon.com/appstream2/home#/images';
  const page = readConsolePage(address);
  if (!page) throw new Error('This is a console page');
  return {
    page,
    address,
    hints: { account },
    find: () => image && { image, source: 'row' },
    ...changes,
  };
}

/** Answers for everything that the panel reads of these images. */
export function worldOf(images: readonly Image[], collapsed = false) {
  return {
    'panel.open': () => ({ value: { collapsed } }),
    'panel.remember': () => ({ value: null }),
    'desk.open': () => ({ value: null }),
    'images.list': () => ({ value: images.map(listingOf) }),
    'images.get': ({ image }: { image: ImageRef }): AnyAnswer => {
      const found = images.find(({ name }) => name === image.name);
      return found
        ? { value: found }
        : { problem: { kind: 'not-found', what: `Image ${image.name}` } };
    },
    'images.shares': (): AnyAnswer => ({
      value: [{ account: '444455556666', fleet: true, imageBuilder: false }],
    }),
    'images.tags': (): AnyAnswer => ({ value: [{ key: 'Team', value: 'Design' }] }),
    'images.usage': (): AnyAnswer => ({
      value: {
        fleets: [{ name: 'front-office', state: 'RUNNING', desired: 4 }],
        imageBuilders: [],
      },
    }),
  } as const;
}
