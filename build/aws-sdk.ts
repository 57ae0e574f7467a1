import type { Plugin } from 'vite';

/** Stands for a part of the SDK that none of our operations reaches. */
const noEventStreams = '\0image-desk:no-event-streams';

/**
 * Fits the AWS SDK to a worker. Event streams, which no operation of ours uses, are left out:
 * every kilobyte is read anew at each start.
 */
export function awsSdkForWorkers(): Plugin {
  return {
    name: 'image-desk:aws-sdk-for-workers',
    enforce: 'pre',
    resolveId: (id) => (id === '@smithy/core/event-streams' ? noEventStreams : undefined),
    load: (id) =>
      id === noEventStreams
        ? 'export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined;'
        : undefined,
  };
}
