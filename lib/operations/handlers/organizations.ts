import { listAccounts, listUnits } from '../../aws/organizations';
import type { InScope } from './in-scope';
import type { HandlersOf } from './parts';

/** Listing who is in the organization of an account. */
export function organizationHandlers(inScope: InScope): HandlersOf<'organizations'> {
  return {
    'organizations.units': (_, context) => inScope(context, 'organizations', listUnits),
    'organizations.accounts': ({ unit }, context) =>
      inScope(context, 'organizations', (organizations) => listAccounts(organizations, unit)),
  };
}
