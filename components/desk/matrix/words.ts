import type { AccountNames } from '../../../lib/accounts/alias';
import type { AccountId } from '../../../lib/scope';
import type { MatrixRow } from '../../../lib/sharing/matrix';
import type { MatrixCounts } from '../../../lib/sharing/matrix-changes';

/** What is to change, in a sentence. */
export function describeCounts(counts: MatrixCounts): string {
  const { cells, add, change, remove, images, accounts } = counts;
  if (cells === 0) return 'No changes.';
  const kinds = [
    add > 0 && `${add} to share`,
    change > 0 && `${change} to change`,
    remove > 0 && `${remove} to revoke`,
  ].filter((kind) => kind !== false);
  const where = `${counted(images, 'image')} and ${counted(accounts, 'account')}`;
  return `${counted(cells, 'change')} in ${where}: ${kinds.join(', ')}.`;
}

/** A number with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** An image with its Region, as the names of its cells have it. */
export function describeRow({ image, region }: Pick<MatrixRow, 'image' | 'region'>): string {
  return `${image.name} in ${region}`;
}

/** An account as the names of its cells have it. */
export function describeColumn(account: AccountId, names: AccountNames): string {
  const known = names.get(account);
  return known ? `account ${account} (${known.name})` : `account ${account}`;
}
