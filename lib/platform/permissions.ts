import { browser } from 'wxt/browser';
import { hostPatternsOf, type ServicePrefix } from '../aws/regions';
import type { RegionCode } from '../scope';

/** Whether the browser lets the extension reach services of AWS in a Region. */
export function hasHostAccess(
  region: RegionCode,
  services?: readonly ServicePrefix[],
): Promise<boolean> {
  return browser.permissions.contains({ origins: [...hostPatternsOf(region, services)] });
}

/**
 * Asks the person for access to the endpoints of services in Regions. Browsers allow this only
 * straight from a click, before anything is awaited.
 */
export function requestHostAccess(
  regions: readonly RegionCode[],
  services?: readonly ServicePrefix[],
): Promise<boolean> {
  const origins = regions.flatMap((region) => hostPatternsOf(region, services));
  return browser.permissions.request({ origins });
}

/** Calls back when the person has allowed something more. */
export function onAccessGranted(hear: () => void): void {
  browser.permissions.onAdded.addListener(() => hear());
}
