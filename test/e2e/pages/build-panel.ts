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
    shown: (field: SeedField, story: BuildStory): Promise<readonly string[] | undefined> =>
      placeOf(section(field.section), field, story).evaluateAll(
        ([place], { kind, label }) => {
          if (!place) return undefined;
          const collapsed = /\s+/g;
          const clean = (element: Element | null | undefined) =>
            (element?.textContent ?? '').replaceAll(collapsed, ' ').trim();
          if (kind === 'choice') {
            const named = [...place.querySelectorAll('label')].find(
              (each) => clean(each) === label,
            );
            return [clean(named?.parentElement?.querySelector('option:checked'))];
          }
          if (kind === 'column') {
            const headers = [...place.querySelectorAll('thead th')].map(clean);
            const index = headers.indexOf(label);
            const rows = [...place.querySelectorAll('tbody tr')];
            return index === -1 ? undefined : rows.map((row) => clean(row.children[index]));
          }
          const term = [...place.querySelectorAll('dt')].find((each) => clean(each) === label);
          return term && [clean(term.nextElementSibling)];
        },
        { kind: field.kind, label: field.label },
      ),
  };
}

function placeOf(section: Locator, field: SeedField, story: BuildStory): Locator {
  if (!field.within) return section;
  return section.getByRole(field.kind === 'column' ? 'table' : 'group', {
    name: field.within(story),
    exact: true,
  });
}
