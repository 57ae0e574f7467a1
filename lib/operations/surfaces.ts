import { imageActs, imagesActs } from '../desk/lifecycle-route';
import { buildActs, settingsSections, stepAnswers } from '../desk/route';
import type { AccountId, Scope } from '../scope';
import { planLimits } from '../sharing/plan';
import { longestText, type ShareDraft } from '../sharing/popup-draft';
import { operation } from './contract';
import {
  accountId,
  accountScope,
  buildArn,
  imageName,
  imageRef,
  jobId,
  nothing,
  pipelineArn,
  regionCode,
  scope,
  stepId,
} from './schemas';
import * as v from 'valibot';

/** How many images can be named: they have to fit into an address. */
const mostImages = 100;

/** What the desk can be opened at from a page. The router adds the page's own scope. */
const deskTarget = v.variant('view', [
  v.strictObject({ view: v.literal('images') }),
  v.strictObject({ view: v.literal('jobs') }),
  v.strictObject({ view: v.literal('job'), id: jobId }),
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
  // What becomes of an image is entered in the desk.
  v.strictObject({ view: v.literal('image-act'), act: v.picklist(imageActs), image: imageRef }),
  v.strictObject({ view: v.literal('images-act'), act: v.picklist(imagesActs), image: imageRef }),
  v.strictObject({ view: v.literal('image-import'), build: v.exactOptional(buildArn) }),
  v.strictObject({ view: v.literal('build-clone'), build: buildArn }),
  // With whom is entered in the desk, and so is what becomes of it.
  v.strictObject({ view: v.literal('build-share'), build: buildArn }),
  v.strictObject({ view: v.literal('build-act'), act: v.picklist(buildActs), build: buildArn }),
  v.strictObject({
    view: v.literal('findings-compare'),
    base: v.exactOptional(buildArn),
    target: buildArn,
  }),
  v.strictObject({ view: v.literal('pipeline-run'), pipeline: pipelineArn }),
  v.strictObject({
    view: v.literal('step-answer'),
    build: buildArn,
    step: stepId,
    answer: v.picklist(stepAnswers),
  }),
]);

export type DeskTarget = v.InferOutput<typeof deskTarget>;

/** How the panel of a console is shown. */
export interface PanelState {
  readonly collapsed: boolean;
  /** What the person said that the page shows, where the page itself tells no account. */
  readonly chosen?: AccountId;
}

const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));

/** As many as a page can have selected at once; more is not a selection any more. */
export const focusedImages = v.pipe(v.array(imageName), v.maxLength(50));

/** A draft as the popup has it kept. */
export const shareDraft: v.GenericSchema<unknown, ShareDraft> = v.strictObject({
  images: v.pipe(v.array(imageName), v.maxLength(planLimits.images)),
  focus: focusedImages,
  accounts: v.pipe(v.string(), v.maxLength(longestText)),
  fleet: v.boolean(),
  imageBuilder: v.boolean(),
  revoke: v.boolean(),
});

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
  /** By name alone: the popup ticks those that it finds in the account's own list. */
  'panel.focus': operation<null>()({
    title: 'Say which images the panel shows',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ images: focusedImages }),
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
  'tab.focus': operation<readonly string[]>()({
    title: 'Tell which images the panel of a tab shows',
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
  'popup.draft': operation<ShareDraft | null>()({
    title: 'Give what was typed in the popup before',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ place: scope }),
    actions: [],
    senders: ['extension'],
  }),
  /** Without a draft, what was kept is dropped. */
  'popup.keep': operation<null>()({
    title: 'Keep what is typed in the popup',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ place: scope, draft: v.exactOptional(shareDraft) }),
    actions: [],
    senders: ['extension'],
  }),
} as const;
