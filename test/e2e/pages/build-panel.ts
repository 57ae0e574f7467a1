import type { Locator, Page } from '@playwright/test';
import type { BuildStory } from '../../support/sample-builds';
import type { SeedField } from '../../support/seed-fields';
import { panelOf } from './panel';

/** The panel of an Image Builder page, by the names that a person finds it by. */
export function buildPanelOf(page: Page) {
  const { region, button } = panelOf(page);
  const section = (name: string) => region.getByRole('group', { name, exact: true });
  return {
    region,
    button,
    section,
    /** What is shown under the label of a field, once a row; nothing where the label is not. */
    async shown(field: SeedField, story: BuildStory): Promise<readonly string[] | undefined> {
      const place = placeOf(section(field.section), field, story);
      if ((await place.count()) === 0) return undefined;
      if (field.kind === 'choice') {
        const choice = place.getByRole('combobox', { name: field.label });
        return [await choice.locator('option:checked').innerText()];
      }
      if (field.kind === 'column') {
        const headers = await place.getByRole('columnheader').allInnerTexts();
        const index = headers.map(clean).indexOf(field.label);
        if (index === -1) return undefined;
        const rows = place.locator('tbody tr');
        return (await rows.locator(`> :nth-child(${index + 1})`).allInnerTexts()).map(clean);
      }
      const term = place.locator('dt').filter({ hasText: new RegExp(`^${escaped(field.label)}$`) });
      // A group within a section has labels of its own.
      const value = term.first().locator('xpath=following-sibling::dd[1]');
      return (await term.count()) === 0 ? undefined : [clean(await value.innerText())];
    },
  };
}

function placeOf(section: Locator, field: SeedField, story: BuildStory): Locator {
  if (!field.within) return section;
  return section.getByRole(field.kind === 'column' ? 'table' : 'group', {
    name: field.within(story),
    exact: true,
  });
}

function clean(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
