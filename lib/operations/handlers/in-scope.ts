import type { AppStream } from '../../aws/appstream';
import type { Pace } from '../../aws/connection';
import { isServed } from '../../aws/regions';
import type { CredentialProvider } from '../../credentials/provider';
import type { CallContext } from '../../messaging/router';
import { failed, type Result } from '../../result';
import type { Scope } from '../../scope';
import type { HandlerParts } from './parts';

/** Runs something on AppStream in a call's scope; at a pace, if one is given. */
export type InScope = <Value>(
  context: Pick<CallContext, 'operation' | 'scope'>,
  use: (appStream: AppStream) => Promise<Result<Value>>,
  pace?: Pace,
) => Promise<Result<Value>>;

/** AppStream in the call's scope, with that account's credentials and no others. */
export function createInScope(
  parts: Pick<HandlerParts, 'connector' | 'activity' | 'hasHostAccess'> & {
    readonly credentials: CredentialProvider;
  },
): InScope {
  const { connector, credentials, activity, hasHostAccess } = parts;
  return async ({ operation, scope }, use, pace) => {
    if (!scope) return failed({ kind: 'account-unknown' });
    // No credentials would help where there is no service.
    if (!isServed('appstream2', scope.region)) {
      return failed({ kind: 'region-unsupported', region: scope.region });
    }
    const held = await credentials.credentialsFor(scope);
    if (!held.ok) return held;
    // Nothing may be waited for before they are connected: what forgets them must find them there.
    const recorder = activity.recorder({ operation, scope, who: held.value.arn });
    const appStream = connector.appStream(scope, held.value, recorder, pace);
    if (!appStream.ok) return appStream;
    if (!(await hasHostAccess(scope.region))) {
      return failed({ kind: 'host-access-missing', region: scope.region });
    }
    return nameAccount(await use(appStream.value), scope);
  };
}

/** AWS says that a token has expired without saying whose; the scope knows. */
function nameAccount<Value>(result: Result<Value>, { account }: Scope): Result<Value> {
  return !result.ok && result.problem.kind === 'expired'
    ? failed({ kind: 'expired', account })
    : result;
}
