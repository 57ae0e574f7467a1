import type { ListedImage } from '../../../lib/images/select';
import type { AccountId } from '../../../lib/scope';
import { planLimits } from '../../../lib/sharing/plan';
import type { Recipient } from '../../../lib/sharing/recipients';
import { formatNumber } from '../../../lib/words';

/** What a plan would be made of. */
export interface BulkDraft {
  readonly owner: AccountId;
  readonly images: readonly ListedImage[];
  readonly recipients: readonly Recipient[];
  /** What was typed and is not in the list yet. */
  readonly text: string;
  /** Whether a list is being read at the moment. */
  readonly reading: boolean;
  /** The accounts that the company allows; nothing when it allows all. */
  readonly allowed?: ReadonlySet<AccountId> | undefined;
}

/** Why no plan can be made yet, in one sentence; nothing when one can. */
export function bulkObstacle(draft: BulkDraft): string | undefined {
  const { owner, images, recipients, text, reading, allowed } = draft;
  if (images.length === 0) return 'Select at least one image.';
  if (images.length > planLimits.images) {
    return `A plan can have ${planLimits.images} images; these are ${images.length}.`;
  }
  if (reading) return 'The list of accounts is being read.';
  if (text.trim() !== '') return 'Add what you typed to the list of accounts, or delete it.';
  if (recipients.length === 0) return 'Add at least one account.';
  if (recipients.some(({ account }) => account === owner)) {
    return `Account ${owner} owns the images. Remove it from the list.`;
  }
  const forbidden = recipients.filter((each) => isForbidden(each, allowed)).length;
  if (forbidden > 0) {
    const these = forbidden === 1 ? '1 account of the list' : `${forbidden} accounts of the list`;
    return `Your company does not allow to share with ${these}.`;
  }
  const cells = images.length * recipients.length;
  return cells > planLimits.items
    ? `A plan can have ${formatNumber(planLimits.items)} changes; ${images.length} images for ${recipients.length} accounts would be ${formatNumber(cells)}.`
    : undefined;
}

/** Whether the company forbids to share with an account. To revoke is always allowed. */
export function isForbidden(
  { account, fleet, imageBuilder }: Recipient,
  allowed: ReadonlySet<AccountId> | undefined,
): boolean {
  return (fleet || imageBuilder) && allowed?.has(account) === false;
}
