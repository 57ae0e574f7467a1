// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/preact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  amiStory,
  bareAmiStory,
  bareContainerStory,
  containerStory,
  failedStory,
  type BuildStory,
} from '../../../support/sample-builds';
import { seedFields, type SeedField } from '../../../support/seed-fields';
import { renderStory } from './stories';

const stories: readonly (readonly [name: string, story: BuildStory])[] = [
  ['a build of AMIs with everything', amiStory],
  ['a build that failed', failedStory],
  ['a build of container images', containerStory],
  ['a build of AMIs of which little is told', bareAmiStory],
  ['a build of container images of which little is told', bareContainerStory],
];

const isOf = (field: SeedField, { build: { type } }: BuildStory) =>
  field.of === 'both' || field.of === (type === 'DOCKER' ? 'container' : 'ami');

const clean = (element: Element) => element.textContent.replaceAll(/\s+/g, ' ').trim();

/** Nothing is hidden here, and to look for what is takes most of the time. */
const hidden = true;

/** The parts of the page that a field can be in: its section, or a table or group there. */
function placesOf(field: SeedField, story: BuildStory): readonly HTMLElement[] {
  const section = screen.getByRole('group', { name: field.section, hidden });
  if (!field.within) return [section];
  const name = field.within(story);
  return within(section).queryAllByRole(field.kind === 'column' ? 'table' : 'group', {
    name,
    hidden,
  });
}

/** What is shown under the label of a field, once a row; nothing when the label is not there. */
function shownOf(field: SeedField, story: BuildStory): readonly string[] | undefined {
  const [place] = placesOf(field, story);
  if (!place) return undefined;
  if (field.kind === 'choice') {
    const select = within(place).getByLabelText<HTMLSelectElement>(field.label);
    return [...select.selectedOptions].map(clean);
  }
  if (field.kind === 'column') {
    const headers = within(place).getAllByRole('columnheader', { hidden }).map(clean);
    const index = headers.indexOf(field.label);
    if (index === -1) return undefined;
    const [, ...bodyRows] = within(place).getAllByRole('row', { hidden });
    return bodyRows.map((row) => clean(row.children[index] ?? document.createElement('i')));
  }
  const terms = within(place)
    .queryAllByText(field.label, { selector: 'dt' })
    .filter((term) => field.within || !term.closest('[aria-label^="Distribution to"]'));
  expect(terms.length, `${field.label} more than once`).toBeLessThan(2);
  return terms[0] && [clean(terms[0].nextElementSibling ?? terms[0])];
}

describe.each(stories)('of %s', (_, story) => {
  const fields = seedFields.filter((field) => isOf(field, story));

  beforeAll(() => void renderStory(story));
  afterAll(cleanup);

  it.each(fields.map((field) => [field.section, field.label, field] as const))(
    '%s: %s is found by its label',
    (_section, _label, field) => {
      const values = field.values(story);
      const shown = shownOf(field, story);
      if (field.optional && values.every((value) => value === undefined)) {
        expect(shown).toBeUndefined();
        return;
      }
      const unset = field.optional ? '–' : 'Not reported';
      expect(shown).toHaveLength(values.length);
      for (const [index, value] of values.entries()) {
        const text = shown?.[index] ?? '';
        if (value !== undefined && field.more) expect(text.startsWith(value), text).toBe(true);
        else expect(text).toBe(value ?? unset);
      }
    },
  );
});

const count = (of: SeedField['of']) => seedFields.filter((field) => field.of === of).length;

describe('the fields of the seed', () => {
  it('are each seen with a value, and without one, in some story', () => {
    for (const field of seedFields) {
      const seen = stories
        .filter(([, story]) => isOf(field, story))
        .flatMap(([, story]) => field.values(story));
      const name = `${field.section}: ${field.label}`;
      expect(
        seen.some((value) => value !== undefined),
        name,
      ).toBe(true);
      if (field.optional && field.section !== 'Tags') {
        expect(
          seen.some((value) => value === undefined),
          name,
        ).toBe(true);
      }
    }
  });

  it('are as many as the seed names', () => {
    expect({ ami: count('ami'), container: count('container'), both: count('both') }).toEqual({
      // Output resources and distribution settings, by the type of the recipe.
      ami: 5 + 9,
      container: 2 + 2,
      // Summary, infrastructure, distribution, workflow, its steps, findings, tags.
      both: 5 + 9 + 2 + 9 + 7 + 5 + 2,
    });
  });
});
