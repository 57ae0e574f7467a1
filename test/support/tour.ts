import type { Page } from '@playwright/test';
import type { Stage } from './stage';

/** Takes a picture of a page, under a name: of what fits the window, or of the whole page. */
export type Picture = (name: string, page: Page, whole?: 'whole') => Promise<void>;

/** One stop of the tour: a name, and what a person does there. */
export type Stop = readonly [
  name: string,
  visit: (stage: Stage, picture: Picture) => Promise<void>,
];
