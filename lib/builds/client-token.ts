import type { JobItem } from '../jobs/job';
import { sha256 } from '../sha256';

/**
 * The client token of a call: the same whenever the same step of an item of a job is sent again,
 * so that AWS carries it out once. In the form of a UUID, as AWS recommends.
 */
export async function clientTokenOf(
  { job, seq }: Pick<JobItem, 'job' | 'seq'>,
  step: string,
): Promise<string> {
  const hash = await sha256(`${job}/${seq}/${step}`);
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
