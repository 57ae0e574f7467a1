import { findOwnImage } from '../../aws/appstream';
import {
  createStreamingUrl,
  findBuilder,
  listBuilders,
  startBuilder,
} from '../../aws/appstream-builders';
import { reveal } from '../../credentials/secret';
import type { JobDetails } from '../../jobs/job';
import type { Jobs } from '../../jobs/jobs';
import { makerOf } from '../../lifecycle/left-behind';
import { present } from '../../present';
import { failed, ok } from '../../result';
import { streamingValidity } from '../cloning';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

type Parts = Pick<HandlerParts, 'openTab' | 'cache' | 'events'> & { readonly jobs: Jobs };

/** A clone has one chain of steps: what has more items is another job, and may be a huge one. */
const mostSteps = 10;

/** What a person does at the image builder of a clone. */
export function cloningHandlers(
  { jobs, openTab, cache, events }: Parts,
  inScope: InScope,
): HandlersOf<'cloning'> {
  const clones = async (): Promise<readonly JobDetails[]> => {
    const small = (await jobs.list()).filter(({ counts }) => counts.total <= mostSteps);
    const read = await Promise.all(small.map(({ id }) => jobs.get(id)));
    return read.flatMap((details) => (details.ok ? details.value : []));
  };
  return {
    'cloning.builders': (_, context) =>
      inScope(context, 'appstream2', async (appStream, place) => {
        const builders = await listBuilders(appStream);
        if (!builders.ok) return builders;
        const made = await clones();
        return ok(
          builders.value.map((builder) => ({
            builder,
            ...present({ maker: makerOf(builder, place, made) }),
          })),
        );
      }),
    'cloning.builder': ({ builder: name, image: imageName }, context) =>
      inScope(context, 'appstream2', async (appStream) => {
        const builder = await findBuilder(appStream, name);
        if (!builder.ok) return builder;
        const image = await findOwnImage(appStream, imageName);
        return image.ok
          ? ok(present({ builder: builder.value, image: image.value?.state }))
          : image;
      }),
    'cloning.streaming': ({ builder: name }, context) =>
      inScope(context, 'appstream2', async (appStream) => {
        const builder = await findBuilder(appStream, name);
        if (!builder.ok) return builder;
        if (!builder.value) return failed({ kind: 'not-found', what: `Image builder ${name}` });
        const { state } = builder.value;
        if (state !== 'RUNNING') {
          return failed({
            kind: 'not-available',
            detail: `The image builder ${name} is ${state}. It can be opened while it is RUNNING.`,
          });
        }
        const address = await createStreamingUrl(appStream, name, streamingValidity);
        if (!address.ok) return address;
        await openTab(reveal(address.value.url));
        return ok(null);
      }),
    'cloning.start': ({ builder: name }, context) =>
      inScope(context, 'appstream2', async (appStream, place) => {
        const started = await startBuilder(appStream, name);
        if (!started.ok) return started;
        await cache.forget(place);
        await events.emit({ event: 'images-changed', name }, place);
        return started;
      }),
  };
}
