import { listAccounts, listUnits } from '../../aws/organizations';
import type { InOrganization } from './in-scope';
import type { HandlersOf } from './parts';

/** Listing who is in the organization of an account. */
export function organizationHandlers(inOrganization: InOrganization): HandlersOf<'organizations'> {
  return {
    'organizations.units': (_, context) => inOrganization(context, listUnits),
    'organizations.accounts': ({ unit }, context) =>
      inOrganization(context, (organizations) => listAccounts(organizations, unit)),
  };
}
