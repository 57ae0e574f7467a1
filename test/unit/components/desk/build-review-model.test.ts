import { describe, expect, it } from 'vitest';
import { createBuildReview, type BuildPlanRequest } from '@/components/desk/builds/review-model';
import type { ReviewOptions } from '@/components/desk/review/plan-review';
import type { BuildPlan } from '@/lib/builds/plan';
import { failed, ok } from '@/lib/result';
import { buildPlanOf, officeArn } from '../../support/build-examples';
import { itemsIn, jobOf } from '../../support/job-examples';
import { createFakeClient, createTimer, scope } from './doubles';

const cancel: BuildPlanRequest = {
  operation: 'build-actions.plan',
  input: { act: 'cancel', build: officeArn },
};

const started = jobOf(itemsIn('pending'), { digest: 'b'.repeat(64) });

function setUp(request = cancel, options: ReviewOptions = {}) {
  const fake = createFakeClient();
  const timer = createTimer();
  const parts = {
    client: fake.client,
    now: timer.now,
    later: timer.later,
    onEvent: () => undefined,
  };
  const model = createBuildReview(parts, scope, request, options);
  const ready = (plan: BuildPlan) => fake.take(request.operation).answer(ok(plan));
  return { ...fake, model, timer, ready };
}

describe('the review of a plan about a build', () => {
  it('asks for the plan with what was requested, and may be carried out at once', async () => {
    const { model, calls, ready, take } = setUp();
    expect(calls[0]).toMatchObject({ input: cancel.input, scope });
    expect(model.obstacle.value).toBe('The plan is being made.');
    await ready(buildPlanOf([{ act: 'cancel', before: 'BUILDING' }]));
    expect(model.obstacle.value).toBeUndefined();
    const applying = model.apply();
    const call = take('build-actions.apply');
    expect(call.input).toEqual({ digest: 'b'.repeat(64) });
    await call.answer(ok(started));
    await applying;
    expect(model.job.value?.id).toBe(started.id);
  });

  it('asks the operation that may delete, once the name of the image was typed', async () => {
    const { model, ready, take, left } = setUp();
    await ready(
      buildPlanOf([{ act: 'delete', before: 'AVAILABLE' }], {
        subject: { arn: officeArn, label: 'Office image 1.0.1/2', region: 'eu-west-1' },
      }),
    );
    expect(model.nameToConfirm.value).toBe('Office image');
    expect(model.obstacle.value).toBe('Type Office image to confirm that it may be gone for good.');
    model.type('Office');
    await model.apply();
    expect(left()).toBe(0);
    model.type(' Office image ');
    const applying = model.apply();
    await take('build-actions.delete').answer(ok(started));
    await applying;
    expect(model.applying.value.state).toBe('started');
  });

  it('carries out a plan of sharing by its own operation', async () => {
    const request: BuildPlanRequest = {
      operation: 'build-sharing.plan',
      input: { build: officeArn, policy: '{}' },
    };
    const { model, ready, take } = setUp(request);
    const task = { kind: 'build-sharing', region: 'eu-west-1', target: officeArn } as const;
    await ready(
      buildPlanOf([], { tasks: [{ ...task, label: 'office', act: 'policy', after: '{}' }] }),
    );
    const applying = model.apply();
    await take('build-sharing.apply').answer(ok(started));
    await applying;
    expect(model.applying.value.state).toBe('started');
  });

  it('says why there is no plan, and has nothing to do with an empty one', async () => {
    const { model, take, ready } = setUp();
    const refused = { kind: 'not-available', detail: 'It is over.' } as const;
    await take('build-actions.plan').answer(failed(refused));
    expect(model.planning.value).toEqual({ state: 'problem', problem: refused });
    model.planAgain();
    await ready(buildPlanOf([]));
    expect(model.obstacle.value).toBe('There is nothing to change.');
  });

  it('is made again when it is too old', async () => {
    const { model, timer, ready, left } = setUp();
    await ready(
      buildPlanOf([{ act: 'cancel', before: 'BUILDING' }], { expiresAt: timer.now() + 10 }),
    );
    timer.pass(10);
    expect(model.renewed.value).toBe(true);
    expect(left()).toBe(1);
  });

  it('asks for the account that only a person says the page shows', async () => {
    const { model, ready } = setUp(cancel, { confirmAccount: true });
    await ready(buildPlanOf([{ act: 'cancel', before: 'BUILDING' }]));
    expect(model.obstacle.value).toContain(scope.account);
    model.typeAccount(scope.account);
    expect(model.obstacle.value).toBeUndefined();
  });
});
