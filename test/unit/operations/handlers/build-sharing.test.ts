import { expect, it } from 'vitest';
import type { BuildPlan } from '@/lib/builds/plan';
import { createPlanStore } from '@/lib/jobs/plan-store';
import { failed } from '@/lib/result';
import { fromDesk, setUp } from '../../support/handlers';
import { home, noon, owner } from '../../support/values';

it('a plan of an action is not carried out as one of sharing', async () => {
  const { database, perform, requests } = await setUp();
  const arn = `arn:aws:imagebuilder:us-east-1:${owner}:image/office/1.0.1/2`;
  const plan: BuildPlan = {
    kind: 'builds',
    digest: 'a'.repeat(64),
    scope: { partition: home.partition, account: owner },
    subject: { arn, label: 'office 1.0.1/2', region: home.region },
    tasks: [
      {
        kind: 'build-action',
        region: home.region,
        target: arn,
        label: 'office 1.0.1/2',
        act: 'cancel',
        before: 'BUILDING',
      },
    ],
    warnings: [],
    destroys: false,
    madeAt: noon,
    expiresAt: noon + 1,
  };
  const plans = createPlanStore(database, () => noon);
  await plans.keep(plan);
  expect(await perform('build-sharing.apply', { digest: plan.digest }, fromDesk)).toEqual(
    failed({ kind: 'plan-expired' }),
  );
  expect(requests).toEqual([]);
  // It is there for whoever may carry it out.
  expect(await plans.take(plan.digest)).toBe(true);
});
