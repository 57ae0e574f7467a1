// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, expect, it } from 'vitest';
import { DeskProvider, type DeskPlace } from '@/components/desk/parts';
import { ApplicationsSection } from '@/components/desk/settings/applications/applications-section';
import { writeApplicationsJson } from '@/lib/applications/json';
import type { ApplicationRepository } from '@/lib/applications/repository';
import { application, full } from '../../support/applications';
import { noon, present } from '../../support/values';
import { fakeClient, flush } from '../fakes';

afterEach(cleanup);

async function show(more: Partial<ApplicationRepository> = {}) {
  const repository = { own: [], company: [], refused: [], ...more };
  const worker = fakeClient({
    'applications.list': () => ({ value: repository }),
    'applications.save': () => ({ value: null }),
    'applications.remove': () => ({ value: null }),
    'applications.import': () => ({ value: null }),
  });
  const desk: DeskPlace = {
    client: worker.client,
    now: () => noon,
    later: () => () => undefined,
    onEvent: () => undefined,
    hasHostAccess: async () => true,
    requestHostAccess: async () => true,
    requestNotifications: async () => true,
    closeWindow: () => undefined,
    dialog: false,
    go: () => undefined,
  };
  render(
    <DeskProvider value={desk}>
      <ApplicationsSection />
    </DeskProvider>,
  );
  await act(flush);
  return (id: string) => worker.calls(id).map(({ input }) => input);
}

const text = () => document.body.textContent ?? '';

const button = (name: string) => present(screen.getAllByRole('button', { name }).at(-1));

async function press(name: string) {
  await act(async () => {
    fireEvent.click(button(name));
    await flush();
  });
}

async function select(name: string) {
  await act(async () => {
    fireEvent.click(screen.getByRole('checkbox', { name }));
    await flush();
  });
}

async function type(name: RegExp, value: string) {
  await act(async () => {
    fireEvent.input(screen.getByRole('textbox', { name }), { target: { value } });
    await flush();
  });
}

it('adds an application when everything about it is right', async () => {
  const inputs = await show();
  expect(text()).toContain('There are no applications yet. Add one, or import a list.');
  await press('Add application');
  await press('Save');
  expect(text()).toContain('The ID is missing.');
  await press('Windows');
  await type(/^ID/, application.id);
  await type(/^Name/, application.name);
  await type(/^Launch path/, '7zFM.exe');
  await press('Save');
  expect(text()).toContain('The launch path is not absolute');
  expect(inputs('applications.save')).toEqual([]);
  await type(/^Launch path/, application.launchPath);
  await press('Save');
  expect(inputs('applications.save')).toEqual([{ application }]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('duplicates what the company gives, and neither edits nor deletes it', async () => {
  const inputs = await show({
    own: [full],
    company: [application],
    refused: [{ place: 2, faults: [{ field: 'entry', kind: 'member' }] }],
  });
  expect(text()).toContain('1 application of the company policy cannot be used.');
  expect(text()).toContain('Entry 2: It has a member that no application has.');
  await select('Select seven-zip of the company');
  for (const name of ['Edit', 'Delete']) {
    expect(button(name).getAttribute('aria-disabled')).toBe('true');
  }
  await press('Duplicate');
  await type(/^ID/, 'SEVEN-zip');
  await press('Save');
  expect(text()).toContain('The company gives an application of this ID.');
  expect(inputs('applications.save')).toEqual([]);
  await type(/^ID/, 'seven-zip-copy');
  await press('Save');
  expect(inputs('applications.save')).toEqual([
    { application: { ...application, id: 'seven-zip-copy' } },
  ]);
  await select('Select seven-zip of the company');
  await select(`Select ${full.id}`);
  await press('Delete');
  expect(within(screen.getByRole('dialog')).getByText(/GIMP_2\.10/)).not.toBeNull();
  expect(inputs('applications.remove')).toEqual([]);
  await press('Delete');
  expect(inputs('applications.remove')).toEqual([{ ids: [full.id] }]);
});

it('imports a file after it has shown what that would do', async () => {
  const inputs = await show({ own: [full, application] });
  const third = { ...application, id: 'third' };
  await press('Import');
  const file = new File([writeApplicationsJson([full, third])], 'team.json');
  const input = present(document.querySelector('input[type=file]'));
  Object.defineProperty(input, 'files', { value: [file], writable: true });
  await act(async () => {
    // The library has an input event in place of this one.
    fireEvent(input, new Event('change', { bubbles: true }));
    await flush();
  });
  expect(await screen.findByText('1 to add, 1 unchanged.')).not.toBeNull();
  await act(async () => {
    fireEvent.click(screen.getByRole('radio', { name: /Replace all/ }));
    await flush();
  });
  expect(text()).toContain('1 to add, 1 unchanged, 1 to delete.');
  expect(inputs('applications.import')).toEqual([]);
  await press('Import');
  expect(inputs('applications.import')).toEqual([{ applications: [third, full], mode: 'replace' }]);
  expect(text()).toContain('1 application imported, 1 deleted.');
});
