import { browser } from 'wxt/browser';
import { hostPatternsOf, type ServicePrefix } from '../aws/regions';
import type { RegionCode } from '../scope';

/** Whether the browser lets the extension reach services in a Region, or all that it calls there. */
export function hasHostAccess(
  region: RegionCode,
  services?: readonly ServicePrefix[],
): Promise<boolean> {
  return browser.permissions.contains({ origins: [...hostPatternsOf(region, services)] });
}

/**
 * Asks the person for access to the endpoints of services in Regions, or of all that is called
 * there: once for both consoles. Browsers allow this only straight from a click, before anything
 * is awaited.
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
