import { listNetworks } from '../../aws/networks';
import type { InScope } from './in-scope';
import type { HandlersOf } from './parts';

/** Reading the networks of an account. */
export function networkHandlers(inScope: InScope): HandlersOf<'networks'> {
  return {
    'networks.list': (_, context) => inScope(context, 'ec2', listNetworks),
  };
}
