import type { Pace } from '../../aws/connection';
import { isAskedForAlone, isServed, regionOf, type ServiceName } from '../../aws/regions';
import type { Service } from '../../aws/service';
import type { CredentialProvider } from '../../credentials/provider';
import type { CallContext } from '../../messaging/router';
import { failed, type Result } from '../../result';
import type { Scope } from '../../scope';
import type { HandlerParts } from './parts';

/** Runs something on a service of AWS in a call's scope; at a pace, if one is given. */
export type InScope = <Value>(
  context: Pick<CallContext, 'operation' | 'scope'>,
  service: ServiceName,
  use: (service: Service, scope: Scope) => Promise<Result<Value>>,
  pace?: Pace,
) => Promise<Result<Value>>;

type InScopeParts = Pick<HandlerParts, 'connector' | 'activity' | 'hasHostAccess'> & {
  readonly credentials: CredentialProvider;
};

/**
 * Services in the call's scope, with that account's credentials and no others, where the browser
 * allows their endpoints.
 */
export function createInScope(parts: InScopeParts): InScope {
  const { connector, credentials, activity, hasHostAccess } = parts;
  return async ({ operation, scope }, name, use, pace) => {
    if (!scope) return failed({ kind: 'account-unknown' });
    const region = regionOf(name, scope);
    // No credentials would help where there is no service.
    if (!isServed(name, region)) return failed({ kind: 'region-unsupported', region });
    const held = await credentials.credentialsFor(scope);
    if (!held.ok) return held;
    // Nothing may be waited for before they are connected: what forgets them must find them there.
    const recorder = activity.recorder({ operation, scope, who: held.value.arn });
    const service = connector.service(name, scope, held.value, recorder, pace);
    if (!service.ok) return service;
    if (!(await hasHostAccess(region, [name]))) {
      // A Region is allowed with all that is called there for every day's work.
      const services = isAskedForAlone(name) && { services: [name] };
      return failed({ kind: 'host-access-missing', region, ...services });
    }
    return nameAccount(await use(service.value, scope), scope);
  };
}

/** AWS says that a token has expired without saying whose; the scope knows. */
function nameAccount<Value>(result: Result<Value>, { account }: Scope): Result<Value> {
  return !result.ok && result.problem.kind === 'expired'
    ? failed({ kind: 'expired', account })
    : result;
}
