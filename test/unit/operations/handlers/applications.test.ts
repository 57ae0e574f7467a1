import { describe, expect, it } from 'vitest';
import { operations } from '@/lib/operations/registry';
import { application, full } from '../../support/applications';
import { fromDesk, fromPage, setUp } from '../../support/handlers';
import { problemKind, valueOf } from '../../support/values';
import * as v from 'valibot';

describe('the application repository', () => {
  it('is kept on disk, out of the reach of pages, and told to documents alone', async () => {
    const { perform, durable, settings, session, told, toTab, requests } = await setUp();
    await perform('panel.open', {}, fromPage);
    valueOf(await perform('applications.save', { application }, fromDesk));
    const both = { applications: [full, { ...application, id: 'Seven-Zip' }], mode: 'merge' };
    valueOf(await perform('applications.import', both, fromDesk));
    expect(valueOf(await perform('applications.list', {}, fromDesk))).toEqual({
      own: [full, { ...application, id: 'Seven-Zip' }],
      company: [],
      refused: [],
    });
    expect(durable.keys()).toEqual(['application/seven-zip', 'application/gimp_2.10']);
    expect(settings.dump() + session.dump()).not.toContain('7-Zip');
    valueOf(await perform('applications.remove', { ids: ['SEVEN-ZIP'] }, fromDesk));
    expect(valueOf(await perform('applications.list', {}, fromDesk))).toMatchObject({
      own: [full],
    });
    const changed = { event: 'applications-changed' };
    expect(told).toEqual([changed, changed, changed]);
    expect(toTab).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('is replaced by what is imported in its place', async () => {
    const { perform } = await setUp();
    await perform('applications.save', { application }, fromDesk);
    const only = { applications: [full], mode: 'replace' };
    valueOf(await perform('applications.import', only, fromDesk));
    expect(valueOf(await perform('applications.list', {}, fromDesk))).toMatchObject({
      own: [full],
    });
  });

  it('keeps what it has when there is no room for more', async () => {
    const { perform, told } = await setUp();
    const applications = Array.from({ length: 500 }, (_, index) => ({
      ...application,
      id: `many-${index}`,
    }));
    const input = { applications, mode: 'merge' };
    valueOf(await perform('applications.import', input, fromDesk));
    valueOf(await perform('applications.save', { application: applications[0] }, fromDesk));
    const refused = await perform('applications.save', { application }, fromDesk);
    expect(problemKind(refused)).toBe('refused');
    expect(told).toHaveLength(2);
  });

  it('has what the company gives beside it, as it is at the moment', async () => {
    const { perform, managed } = await setUp();
    Object.assign(managed, { applications: [application, { id: 'x y' }] });
    expect(valueOf(await perform('applications.list', {}, fromDesk))).toEqual({
      own: [],
      company: [application],
      refused: [{ place: 2, faults: expect.arrayContaining([{ field: 'id', kind: 'invalid' }]) }],
    });
    delete managed['applications'];
    expect(valueOf(await perform('applications.list', {}, fromDesk))).toMatchObject({
      company: [],
    });
  });

  it('takes no application that breaks the rules', () => {
    const { input } = operations['applications.save'];
    expect(v.is(input, { application })).toBe(true);
    expect(v.is(input, { application: { ...application, launchPath: 'C:\\a.cmd' } })).toBe(false);
  });
});
