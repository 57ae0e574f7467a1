import { describe, expect, it } from 'vitest';
import {
  asksForMore,
  emptyForm,
  needsRole,
  readActForm,
  refusalOf,
  type ActForm,
  type BuildActTask,
} from '@/components/desk/builds/act-form';
import { buildActs } from '@/lib/desk/route';
import type { ImageBuild } from '@/lib/builds/build';
import { office, officeArn, pipelineArn, settingsArn } from '../../support/build-examples';
import { scope } from './doubles';

type Act = (typeof buildActs)[number];

const taskOf = (act: Act): BuildActTask => ({ view: 'build-act', scope, act, build: officeArn });
const answer: BuildActTask = {
  view: 'step-answer',
  scope,
  build: officeArn,
  step: 'step-1',
  answer: 'STOP',
};
const run: BuildActTask = { view: 'pipeline-run', scope, pipeline: pipelineArn };

const read = (task: BuildActTask, form: Partial<ActForm> = {}) =>
  readActForm(task, { ...emptyForm, ...form });

const refusal = (act: Act, change: Partial<ImageBuild>) =>
  refusalOf(taskOf(act), { ...office, owner: scope.account, ...change });

describe('the form of an act', () => {
  it('is there where more must be known than what it is about', () => {
    expect(buildActs.filter((act) => asksForMore(taskOf(act)))).toEqual([
      'distribute',
      'state',
      'delete',
    ]);
    expect([asksForMore(run), asksForMore(answer)]).toEqual([false, true]);
  });

  it('needs nothing more for these', () => {
    expect(read(taskOf('cancel'))).toEqual({ wish: { act: 'cancel', build: officeArn } });
    expect(read(taskOf('retry'))).toEqual({ wish: { act: 'retry', build: officeArn } });
    expect(read(run)).toEqual({ wish: { act: 'run', pipeline: pipelineArn } });
  });

  it('of a distribution needs settings and a role', () => {
    const task = taskOf('distribute');
    expect(read(task, { role: 'r' })).toEqual({ obstacle: 'Choose the distribution settings.' });
    expect(read(task, { settings: settingsArn })).toEqual({
      obstacle: 'Enter the name or the ARN of an IAM role.',
    });
    expect(read(task, { settings: settingsArn, role: 'a role' })).toEqual({
      obstacle: 'This is not the name or the ARN of an IAM role.',
    });
    expect(read(task, { settings: settingsArn, role: ' Distributor ' })).toEqual({
      wish: { act: 'distribute', build: officeArn, settings: settingsArn, role: 'Distributor' },
    });
  });

  it('of a state needs the state, and a role with the AMIs alone', () => {
    const task = taskOf('state');
    expect(read(task)).toEqual({ obstacle: 'Choose the state.' });
    expect(read(task, { to: 'DISABLED', role: 'left over' })).toEqual({
      wish: { act: 'state', build: officeArn, to: 'DISABLED', amis: false },
    });
    expect(read(task, { to: 'DISABLED', amis: true })).toHaveProperty('obstacle');
    const role = 'arn:aws:iam::111122223333:role/Lifecycle';
    expect(read(task, { to: 'DISABLED', amis: true, role })).toEqual({
      wish: { act: 'state', build: officeArn, to: 'DISABLED', amis: true, role },
    });
  });

  it('of a deletion says nothing for the person, and needs a role for what was put out', () => {
    const task = taskOf('delete');
    expect(read(task)).toEqual({ obstacle: 'Choose what is deleted.' });
    expect(read(task, { resources: false })).toEqual({
      wish: { act: 'delete', build: officeArn, resources: false },
    });
    expect(read(task, { resources: true })).toHaveProperty('obstacle');
    expect(read(task, { resources: true, role: 'r' })).toEqual({
      wish: { act: 'delete', build: officeArn, resources: true, role: 'r' },
    });
    expect(needsRole(task, { ...emptyForm, resources: true })).toBe(true);
    expect(needsRole(task, { ...emptyForm, resources: false })).toBe(false);
  });

  it('is not there where the build forbids the act, whatever is entered', () => {
    expect(refusal('distribute', { status: 'AVAILABLE' })).toBeUndefined();
    expect(refusal('distribute', { status: 'FAILED' })).toEqual({
      kind: 'not-available',
      detail: expect.stringContaining('this one is FAILED'),
    });
    expect(refusal('state', { type: 'DOCKER' })).toMatchObject({ kind: 'refused' });
    expect(refusal('delete', { owner: '444455556666' })).toMatchObject({ kind: 'refused' });
    expect(refusalOf(answer, office)).toBeUndefined();
  });

  it('of a state does not take the one that the image is in', () => {
    const form = { ...emptyForm, to: 'DISABLED' } as const;
    expect(readActForm(taskOf('state'), form, { ...office, status: 'DISABLED' })).toEqual({
      obstacle: 'This image is DISABLED already.',
    });
    expect(readActForm(taskOf('state'), form, office)).toHaveProperty('wish');
  });

  it('of an answer takes a reason that AWS takes, or none', () => {
    const wish = { act: 'step', build: officeArn, step: 'step-1', answer: 'STOP' };
    expect(read(answer, { reason: ' \n' })).toEqual({ wish });
    expect(read(answer, { reason: ' Broken. ' })).toEqual({ wish: { ...wish, reason: 'Broken.' } });
    expect(read(answer, { reason: 'a'.repeat(1024) })).toHaveProperty('wish');
    expect(read(answer, { reason: 'a'.repeat(1025) })).toEqual({
      obstacle: 'A reason has at most 1024 characters; this has 1025.',
    });
  });
});
