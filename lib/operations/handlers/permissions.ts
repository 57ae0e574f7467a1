import { probesOf } from '../../aws/probes';
import { checkPermissions, type Denial } from '../../permissions/check';
import type { AccountScope } from '../../scope';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** How many of an account's latest denials are looked at. */
const latestDenials = 200;

/** Checking what the credentials of an account may do. */
export function permissionHandlers(
  { activity }: Pick<HandlerParts, 'activity'>,
  inScope: InScope,
): HandlersOf<'permissions'> {
  const denialsOf = async ({ account }: AccountScope): Promise<readonly Denial[]> => {
    const page = await activity.list({ kind: 'denial', account, limit: latestDenials });
    // What cannot be read is not known; the check itself goes on.
    if (!page.ok) return [];
    return page.value.records.flatMap(({ entry: { action, at } }) =>
      action === undefined ? [] : [{ action, at }],
    );
  };
  return {
    'permissions.check': (_, context) =>
      inScope(context, async (appStream) =>
        // What was denied before is read first: the check itself adds to it.
        checkPermissions(probesOf(appStream), await denialsOf(appStream.scope)),
      ),
  };
}
