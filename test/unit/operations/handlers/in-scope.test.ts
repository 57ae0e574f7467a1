import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '@/lib/operations/registry';
import { failed, type Result } from '@/lib/result';
import type { SharePlan } from '@/lib/sharing/plan';
import { stepOf } from '../../lifecycle/steps';
import { fromDesk, setUp, type Setting } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { image } from '../../support/plans';
import { home, noon, owner, problemKind, stranger } from '../../support/values';

const ids = Object.keys(operations) as OperationId[];
/** What only starts a job, which calls AWS later. */
const startsJob: ReadonlySet<OperationId> = new Set([
  'sharing.apply',
  'build-sharing.apply',
  'build-actions.apply',
  'build-actions.delete',
  'build-cloning.apply',
  'lifecycle.clone',
  'lifecycle.copy',
  'lifecycle.update',
  'lifecycle.import',
  'lifecycle.export',
  'lifecycle.move',
  'lifecycle.delete',
  'lifecycle.end-builders',
]);
/** What calls AWS in a scope. */
const scoped = ids.filter((id) => operations[id].scope === 'required' && !startsJob.has(id));

/** Image Builder, Inspector and EC2 are in every Region that there is. */
const isOfActs = (id: OperationId) =>
  id.startsWith('build') || id.startsWith('findings.') || id.startsWith('networks.');

/** Organizations has one endpoint, whatever Region the account works in. */
const isOfOrganization = (id: OperationId) => id.startsWith('organizations.');

/** Why an operation could not be done; a plan says it of each of its images. */
function problemOf(id: OperationId, result: Result<unknown>) {
  if (!result.ok) return result.problem;
  const [first] = id === 'sharing.plan' ? (result.value as SharePlan).images : [];
  return first?.obstacle;
}

/** The handlers, and a job in a Region that has left something undone, as one operation asks for. */
async function setUpWithJob(setting: Setting = {}, region: string = home.region) {
  const made = await setUp(setting);
  const { job: id } = inputs['lifecycle.rest'];
  const { partition, account } = home;
  await made.journal.create(
    {
      id,
      title: 'Delete office',
      scope: { partition, account },
      regions: [region],
      digest: '',
      createdAt: noon,
      state: 'ended',
      counts: { total: 1, sent: 0, done: 0, unchanged: 0, failed: 1, drift: 0, cancelled: 0 },
    },
    [
      {
        job: id,
        seq: 0,
        task: stepOf({ of: 'delete', act: 'delete', image: image.name, region }),
        state: 'failed',
        attempts: 1,
        at: noon,
      },
    ],
  );
  return made;
}

describe('an operation in a scope', () => {
  it.each(scoped)('%s makes no call with the credentials of another account', async (id) => {
    const { perform, requests, hasHostAccess } = await setUpWithJob({
      holding: [
        { partition: 'aws', account: stranger },
        { partition: 'aws-us-gov', account: owner },
      ],
    });
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'wrong-account', account: owner }),
    );
    expect(requests).toEqual([]);
    expect(hasHostAccess).not.toHaveBeenCalled();
  });

  it.each(scoped)('%s makes no call without credentials', async (id) => {
    const { perform, requests } = await setUpWithJob({ holding: [] });
    expect(problemKind(await perform(id, inputs[id], fromDesk))).toBe('needs-credentials');
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call with expired credentials', async (id) => {
    const { perform, requests, clock } = await setUpWithJob();
    clock.time += 3_600_000;
    expect(await perform(id, inputs[id], fromDesk)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
    expect(requests).toEqual([]);
  });

  it.each(scoped)('%s makes no call where the browser does not let it', async (id) => {
    const { perform, requests } = await setUpWithJob({ hostAccess: false });
    expect(problemOf(id, await perform(id, inputs[id], fromDesk))).toEqual({
      kind: 'host-access-missing',
      region: 'us-east-1',
      ...(isOfOrganization(id) && { services: ['organizations'] }),
      ...(id === 'findings.enrich' && { services: ['inspector2'] }),
    });
    expect(requests).toEqual([]);
  });

  it.each(scoped.filter((id) => !isOfOrganization(id)))(
    '%s makes no call where its service is not',
    async (id) => {
      const region = isOfActs(id) ? 'mars-east-1' : 'eu-north-1';
      const { perform, requests } = await setUpWithJob({}, region);
      const context = { ...fromDesk, scope: { ...home, region } };
      // A plan names the Region of each image, and so does the ARN of a build.
      const input =
        id === 'sharing.plan'
          ? { images: [{ region, image, desired: [] }] }
          : JSON.parse(JSON.stringify(inputs[id]).replaceAll(home.region, region));
      expect(problemOf(id, await perform(id, input, context))?.kind).toBe('region-unsupported');
      expect(requests).toEqual([]);
    },
  );

  it.each(scoped)('%s makes no call without a scope', async (id) => {
    const { perform, requests } = await setUpWithJob();
    const context = { ...fromDesk, scope: undefined };
    expect(problemKind(await perform(id, inputs[id], context))).toBe('account-unknown');
    expect(requests).toEqual([]);
  });

  it('names the account whose token AWS calls expired', async () => {
    const { perform } = await setUp({ answer: () => ({ error: 'ExpiredTokenException' }) });
    expect(await perform('images.shares', inputs['images.shares'], fromDesk)).toEqual(
      failed({ kind: 'expired', account: owner }),
    );
  });
});
