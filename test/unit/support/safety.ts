import { parsePolicy } from '@/lib/safety/policy';
import {
  defaultSafety,
  effective,
  type SafetySettings,
  type SafetyView,
} from '@/lib/safety/settings';

/** What a surface is shown, with some of the settings and of the managed policy set. */
export function safetyView(set: Partial<SafetySettings> = {}, managed: object = {}): SafetyView {
  const settings = { ...defaultSafety, ...set };
  const company = parsePolicy(managed);
  return { settings, effective: effective(settings, company), company };
}
