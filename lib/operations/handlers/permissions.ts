import type { Activity } from '../../activity/activity';
import type { ActivityKind, ActivityRecord } from '../../activity/entry';
import { probesOf } from '../../aws/probes';
import { checkPermissions, standing, type Denial } from '../../permissions/check';
import type { AccountId } from '../../scope';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** How many of an account's latest denials and changes are looked at. */
const latest = 200;

/** Checking what the credentials of an account may do. */
export function permissionHandlers(
  { activity }: Pick<HandlerParts, 'activity'>,
  inScope: InScope,
): HandlersOf<'permissions'> {
  return {
    'permissions.check': (_, context) =>
      inScope(context, 'appstream2', async (appStream) => {
        // What was denied before is read first: the check itself adds to it.
        const denials = await denialsOf(activity, appStream.scope.account);
        return checkPermissions(probesOf(appStream), denials);
      }),
  };
}

/** The denials of an account that no later success has overtaken. */
async function denialsOf(activity: Activity, account: AccountId): Promise<readonly Denial[]> {
  const [denied, changed] = await Promise.all([
    recordsOf(activity, 'denial', account),
    recordsOf(activity, 'change', account),
  ]);
  const done = changed.filter(({ answer }) => answer?.outcome === 'done');
  return standing(actionsOf(denied), actionsOf(done));
}

function actionsOf(records: readonly ActivityRecord[]): readonly Denial[] {
  return records.flatMap(({ entry: { action, at } }) =>
    action === undefined ? [] : [{ action, at }],
  );
}

/** What cannot be read is not known; the check itself goes on without it. */
async function recordsOf(
  activity: Activity,
  kind: ActivityKind,
  account: AccountId,
): Promise<readonly ActivityRecord[]> {
  const page = await activity.list({ kind, account, limit: latest });
  return page.ok ? page.value.records : [];
}
