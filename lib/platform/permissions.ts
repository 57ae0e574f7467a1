import { browser } from 'wxt/browser';
import { hostPatternsOf } from '../aws/regions';
import type { RegionCode } from '../scope';

/** Whether the browser lets the extension reach AWS in a Region. */
export function hasHostAccess(region: RegionCode): Promise<boolean> {
  return browser.permissions.contains({ origins: [...hostPatternsOf(region)] });
}

/**
 * Asks the person for access to the endpoints of Regions. Browsers allow this only straight
 * from a click, before anything is awaited.
 */
export function requestHostAccess(regions: readonly RegionCode[]): Promise<boolean> {
  return browser.permissions.request({ origins: regions.flatMap(hostPatternsOf) });
}
