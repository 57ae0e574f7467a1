import { settingsSections } from '../desk/route';
import type { AccountId, Scope } from '../scope';
import { operation } from './contract';
import { accountId, accountScope, imageRef, nothing, regionCode } from './schemas';
import * as v from 'valibot';

/** How many images can be named: they have to fit into an address. */
const mostImages = 100;

/** What the desk can be opened at from a page. The router adds the page's own scope. */
const deskTarget = v.variant('view', [
  v.strictObject({ view: v.literal('images') }),
  v.strictObject({ view: v.literal('jobs') }),
  v.strictObject({ view: v.literal('choose') }),
  // A page may say which images, and never with whom: that is entered in the desk.
  v.strictObject({
    view: v.literal('bulk'),
    images: v.exactOptional(v.pipe(v.array(imageRef), v.maxLength(mostImages))),
  }),
  v.strictObject({
    view: v.literal('settings'),
    section: v.exactOptional(v.picklist(settingsSections)),
  }),
  v.strictObject({ view: v.literal('share'), image: imageRef }),
  v.strictObject({ view: v.literal('edit'), image: imageRef }),
  v.strictObject({ view: v.literal('revoke'), image: imageRef, account: accountId }),
  v.strictObject({ view: v.literal('stop'), image: imageRef }),
]);

export type DeskTarget = v.InferOutput<typeof deskTarget>;

/** How the panel of a console is shown. */
export interface PanelState {
  readonly collapsed: boolean;
  /** What the person said that the page shows, where the page itself tells no account. */
  readonly chosen?: AccountId;
}

const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the surfaces need of each other. Nothing here reaches AWS. */
export const surfaceOperations = {
  'desk.open': operation<null>()({
    title: 'Open the desk',
    level: 'read',
    scope: 'none',
    input: deskTarget,
    actions: [],
    senders: ['page', 'extension'],
  }),
  'panel.open': operation<PanelState>()({
    title: 'Open the panel',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['page'],
  }),
  'panel.remember': operation<null>()({
    title: 'Remember how the panel is shown',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ collapsed: v.boolean() }),
    actions: [],
    senders: ['page'],
  }),
  'tab.scope': operation<Scope | null>()({
    title: 'Tell which account and Region a tab shows',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ tabId }),
    actions: [],
    senders: ['extension'],
  }),
  'tab.choose': operation<null>()({
    title: 'Say which account a tab shows',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      tabId,
      account: accountScope,
      /** Where the page does not tell its Region either. */
      region: v.exactOptional(regionCode),
    }),
    actions: [],
    senders: ['extension'],
  }),
} as const;
