import type { CallRecorder } from '../../activity/calls';
import type { AppStream } from '../../aws/appstream';
import type { Pace } from '../../aws/connection';
import type { Organizations } from '../../aws/organizations';
import {
  isServed,
  organizationServices,
  organizationsRegions,
  type ServicePrefix,
} from '../../aws/regions';
import type { CredentialProvider } from '../../credentials/provider';
import type { Credentials } from '../../credentials/secret';
import type { CallContext } from '../../messaging/router';
import { failed, type Result } from '../../result';
import type { RegionCode, Scope } from '../../scope';
import type { HandlerParts } from './parts';

/** Runs something on AppStream in a call's scope; at a pace, if one is given. */
export type InScope = <Value>(
  context: Pick<CallContext, 'operation' | 'scope'>,
  use: (appStream: AppStream) => Promise<Result<Value>>,
  pace?: Pace,
) => Promise<Result<Value>>;

/** Runs something on AWS Organizations with the credentials of a call's account. */
export type InOrganization = <Value>(
  context: Pick<CallContext, 'operation' | 'scope'>,
  use: (organizations: Organizations) => Promise<Result<Value>>,
) => Promise<Result<Value>>;

type InScopeParts = Pick<HandlerParts, 'connector' | 'activity' | 'hasHostAccess'> & {
  readonly credentials: CredentialProvider;
};

/** AppStream in the call's scope, with that account's credentials and no others. */
export function createInScope(parts: InScopeParts): InScope {
  return async (context, use, pace) => {
    const { scope } = context;
    if (!scope) return failed({ kind: 'account-unknown' });
    // No credentials would help where there is no service.
    if (!isServed('appstream2', scope.region)) {
      return failed({ kind: 'region-unsupported', region: scope.region });
    }
    return withCredentials(
      parts,
      { operation: context.operation, scope },
      { region: scope.region },
      (held, recorder) => parts.connector.appStream(scope, held, recorder, pace),
      use,
    );
  };
}

/**
 * Organizations of the account of the call's scope. Its one endpoint may be in another Region than
 * the scope, and access to it is asked for on its own.
 */
export function createInOrganization(parts: InScopeParts): InOrganization {
  return async ({ operation, scope }, use) => {
    if (!scope) return failed({ kind: 'account-unknown' });
    return withCredentials(
      parts,
      { operation, scope },
      { region: organizationsRegions[scope.partition], services: organizationServices },
      (held, recorder) => parts.connector.organizations(scope, held, recorder),
      use,
    );
  };
}

/** Connects with the credentials of the scope's account, where the browser allows the endpoints. */
async function withCredentials<Connection, Value>(
  { credentials, activity, hasHostAccess }: InScopeParts,
  { operation, scope }: { readonly operation: string; readonly scope: Scope },
  hosts: { readonly region: RegionCode; readonly services?: readonly ServicePrefix[] },
  connect: (held: Credentials, recorder: CallRecorder) => Result<Connection>,
  use: (connection: Connection) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const held = await credentials.credentialsFor(scope);
  if (!held.ok) return held;
  // Nothing may be waited for before they are connected: what forgets them must find them there.
  const recorder = activity.recorder({ operation, scope, who: held.value.arn });
  const connection = connect(held.value, recorder);
  if (!connection.ok) return connection;
  if (!(await hasHostAccess(hosts.region, hosts.services))) {
    return failed({ kind: 'host-access-missing', ...hosts });
  }
  return nameAccount(await use(connection.value), scope);
}

/** AWS says that a token has expired without saying whose; the scope knows. */
function nameAccount<Value>(result: Result<Value>, { account }: Scope): Result<Value> {
  return !result.ok && result.problem.kind === 'expired'
    ? failed({ kind: 'expired', account })
    : result;
}
