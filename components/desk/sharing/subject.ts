import type { Image, ImageRef, ImageShare } from '../../../lib/images/image';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import type { AccountId, Scope } from '../../../lib/scope';
import { shareObstacle } from '../../../lib/sharing/draft';
import { explainObstacle } from '../../../lib/sharing/explain';

/** The four ways to change who an image is shared with. */
export type ShareMode = 'share' | 'edit' | 'stop' | 'revoke';

/** What a share view is about. */
export interface ShareTask {
  readonly mode: ShareMode;
  readonly scope: Scope;
  readonly image: ImageRef;
  /** The account that loses access, in the mode `revoke`. */
  readonly account?: AccountId;
  /** Whether only a person says that the page, from which this was opened, shows the account. */
  readonly chosen?: true;
}

/** The image of a task, as it was read last. */
export type Subject =
  | { readonly state: 'loading' }
  | { readonly state: 'problem'; readonly problem: Problem }
  /** The sharing of this image cannot be changed, or there is nothing to change. */
  | { readonly state: 'obstacle'; readonly sentence: string }
  | { readonly state: 'ready'; readonly image: Image; readonly shares: readonly ImageShare[] };

/** Reads the image and its shares afresh. */
export async function readSubject(client: Client, task: ShareTask): Promise<Subject> {
  const { image, scope } = task;
  const [found, shares] = await Promise.all([
    client.call('images.get', { image }, { scope }),
    client.call('images.shares', { image }, { scope }),
  ]);
  if (!found.ok) return { state: 'problem', problem: found.problem };
  const obstacle = shareObstacle(found.value.value);
  // Whether the shares of an image that cannot be shared could be read does not matter.
  if (obstacle) return { state: 'obstacle', sentence: explainObstacle(obstacle) };
  if (!shares.ok) return { state: 'problem', problem: shares.problem };
  const subject: Subject = {
    state: 'ready',
    image: found.value.value,
    shares: shares.value.value,
  };
  return task.mode === 'share' || concernedBy(task, subject.shares).length > 0
    ? subject
    : { state: 'obstacle', sentence: nothingShared(task.account) };
}

/** The shares that a task is about: one account's for `revoke`, else all. */
export function concernedBy(
  { mode, account }: ShareTask,
  shares: readonly ImageShare[],
): readonly ImageShare[] {
  return mode === 'revoke' ? shares.filter((share) => share.account === account) : shares;
}

function nothingShared(account: AccountId | undefined): string {
  return account === undefined
    ? 'This image is not shared with any account.'
    : `This image is not shared with account ${account}.`;
}
