import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Stands for a part of the SDK that none of our operations reaches. */
const noEventStreams = '\0image-desk:no-event-streams';

/**
 * Fits the AWS SDK to a worker. STS gets the XML parser that needs no DOM: the browser build asks
 * for `DOMParser`, which a service worker lacks (aws/aws-sdk-js-v3 #7375). Event streams, which
 * no operation of ours uses, are left out: every kilobyte is read anew at each start.
 */
export function awsSdkForWorkers(): Plugin {
  const parser = fileURLToPath(
    new URL('../node_modules/@aws-sdk/xml-builder/dist-es/xml-parser.js', import.meta.url),
  );
  return {
    name: 'image-desk:aws-sdk-for-workers',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === '@smithy/core/event-streams') return noEventStreams;
      const isParser = /[/\\]xml-parser(?:\.browser)?(?:\.js)?$/.test(id);
      return isParser && importer?.includes('xml-builder') ? parser : undefined;
    },
    load: (id) =>
      id === noEventStreams
        ? 'export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined;'
        : undefined,
  };
}
