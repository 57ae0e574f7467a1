import type { BuildStory } from '../../support/sample-builds';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes } from '../../console/routes';
import { ownerAccount } from '../../support/scenarios';
import { officeGoldenBuild } from '../../support/office-golden';
import { seedFields } from '../../support/seed-fields';
import type { Stage } from '../../support/stage';
import { addCredentials, ask } from '../../support/steps';
import { expect, test } from '../fixtures';
import { buildPanelOf } from '../pages/build-panel';

const region = 'us-east-1';
const scope = { partition: 'aws', account: ownerAccount, region } as const;

// Times are shown as the browser of the tests would.
process.env['TZ'] = 'Europe/Berlin';

const builds = [
  ['AMIs', officeGoldenBuild('2.0.0/4'), 'ami'],
  [
    'container images',
    `arn:aws:imagebuilder:${region}:${ownerAccount}:image/tools-container/0.9.1/2`,
    'container',
  ],
] as const;

/** A build and what hangs on it, as the worker reads it. */
async function storyOf(stage: Stage, build: string, shown: string): Promise<BuildStory> {
  const runs = await ask(stage, { call: 'builds.workflows', input: { build }, scope });
  const run = runs.find(({ type }) => type === shown);
  if (!run) throw new Error(`There is no workflow ${shown}`);
  return {
    build: await ask(stage, { call: 'builds.get', input: { build }, scope }),
    runs,
    run,
    steps: await ask(stage, { call: 'builds.steps', input: { workflow: run.id }, scope }),
    counts: await ask(stage, { call: 'builds.counts', input: { build }, scope }),
    findings: (await ask(stage, { call: 'builds.findings', input: { build }, scope })).findings,
    now: Date.now(),
  };
}

test('every field that the guide names of a build is found by its label, and no other', async ({
  stage,
}) => {
  await addCredentials(stage, ownerAccount);
  const page = await stage.context.newPage();
  for (const [name, build, kind] of builds) {
    await page.goto('about:blank');
    const route = imageBuilderRoutes.build(build);
    await page.goto(imageBuilderUrl({ host: 'regional', region, route }));
    const panel = buildPanelOf(page);
    const choice = panel.region.getByRole('combobox', { name: 'Filter workflow types' });
    const story = await storyOf(stage, build, await choice.locator('option:checked').innerText());
    const closed = panel.region.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await expect(panel.region.getByText(/^Reading/)).toHaveCount(0);
    for (const field of seedFields) {
      if (field.of !== 'both' && field.of !== kind) continue;
      const where = `${name}: ${field.section}, ${field.label}`;
      const values = field.values(story);
      const shown = await panel.shown(field, story);
      const unknown = values.every((value) => value === undefined);
      // What is not there at all has no parts either.
      if (unknown && (field.optional || field.within)) {
        expect(shown, where).toBeUndefined();
        continue;
      }
      const unset = field.optional ? '–' : 'Not reported';
      const wanted = values.map((value) => value ?? unset);
      // Findings are in the order of their weight.
      const inOrder = field.section === 'Security findings' ? sorted : same;
      const texts = shown ?? [];
      expect(
        inOrder(texts.map((text, index) => cut(text, wanted, index, field.more))),
        where,
      ).toEqual(inOrder(wanted));
    }
  }
});

const same = (texts: readonly string[]) => texts;
const sorted = (texts: readonly string[]) => texts.toSorted();

/** What is shown, without what follows the value in its place. */
function cut(
  text: string,
  wanted: readonly string[],
  index: number,
  more: true | undefined,
): string {
  if (!more) return text;
  return wanted.find((each) => text.startsWith(each)) ?? wanted[index] ?? text;
}
