import type { ImageStep } from './step';

/**
 * How many images AWS copies into a Region at a time. Source: AppStream quotas, "Concurrent image
 * copies per destination Region".
 */
export const copiesAtATime = 2;

/**
 * How many images AWS updates in a Region at a time. Source: AppStream quotas, "Concurrent image
 * updates".
 */
export const updatesAtATime = 5;

/** What AWS limits how many of it are underway in a Region. */
export const atATime: Partial<Readonly<Record<ImageStep['act'], number>>> = {
  copy: copiesAtATime,
  update: updatesAtATime,
};
