import type { AtBuilder } from '../lifecycle/at-builder';
import type { MadeBuilder } from '../lifecycle/left-behind';
import { operation } from './contract';
import { imageName, nothing } from './schemas';
import * as v from 'valibot';

/**
 * For how long the address of an image builder opens it, in seconds. It is opened at once, and a
 * new one costs nothing: the shorter, the less whoever finds it in a history can do with it.
 */
export const streamingValidity = 600;

/** What a person does at the image builder of a clone: only from the extension's own documents. */
export const cloningOperations = {
  /** The image builders of a Region, with the jobs that created them. */
  'cloning.builders': operation<readonly MadeBuilder[]>()({
    title: 'Show the image builders of a Region and what they are from',
    level: 'read',
    scope: 'required',
    input: nothing,
    actions: ['appstream:DescribeImageBuilders'],
    role: 'cloner',
    senders: ['extension'],
  }),
  'cloning.builder': operation<AtBuilder>()({
    title: 'Show an image builder and the image that is made on it',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ builder: imageName, image: imageName }),
    actions: ['appstream:DescribeImageBuilders', 'appstream:DescribeImages'],
    role: 'cloner',
    senders: ['extension'],
  }),
  /**
   * Opens an image builder that is RUNNING in a tab. Its address is a secret: whoever has it is an
   * administrator there. It goes from AWS into the tab, and is neither answered nor kept.
   */
  'cloning.streaming': operation<null>()({
    title: 'Open an image builder',
    level: 'write',
    scope: 'required',
    input: v.strictObject({ builder: imageName }),
    actions: ['appstream:DescribeImageBuilders', 'appstream:CreateImageBuilderStreamingURL'],
    role: 'cloner',
    senders: ['extension'],
  }),
  /** For whoever comes back to an image builder that was stopped meanwhile. */
  'cloning.start': operation<null>()({
    title: 'Start an image builder',
    level: 'write',
    scope: 'required',
    input: v.strictObject({ builder: imageName }),
    actions: ['appstream:StartImageBuilder'],
    role: 'cloner',
    senders: ['extension'],
  }),
} as const;
