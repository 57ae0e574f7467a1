import type { Plugin } from 'vite';

/** What stands for parts of the SDK that no call of ours reaches, by virtual module. */
const stand = {
  '\0image-desk:no-event-streams':
    'export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined;',
  // Every client is given its endpoint, from our own table (`lib/aws/regions.ts`).
  '\0image-desk:given-endpoint':
    'export const defaultEndpointResolver = ({ Endpoint }) => ({ url: new URL(Endpoint) });',
} as const;

type StandIn = keyof typeof stand;

function standInFor(id: string, importer: string | undefined): StandIn | undefined {
  if (id === '@smithy/core/event-streams') return '\0image-desk:no-event-streams';
  const resolver = /[/\\]endpoint[/\\]endpointResolver(?:\.js)?$/.test(id);
  return resolver && importer?.includes('client-') ? '\0image-desk:given-endpoint' : undefined;
}

/**
 * Fits the AWS SDK to a worker: event streams and the rules by which clients find endpoints of
 * their own are left out. Every kilobyte is read anew at each start.
 */
export function awsSdkForWorkers(): Plugin {
  return {
    name: 'image-desk:aws-sdk-for-workers',
    enforce: 'pre',
    resolveId: standInFor,
    load: (id) => (Object.hasOwn(stand, id) ? stand[id as StandIn] : undefined),
  };
}
