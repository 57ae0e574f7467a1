import type { SettingsSection } from '../../../lib/desk/route';

/** The names of the settings' parts, in the navigation and as their headings. */
export const sectionNames: Readonly<Record<SettingsSection, string>> = {
  credentials: 'Credentials',
  accounts: 'Accounts',
  applications: 'Applications',
  safety: 'Safety',
  permissions: 'Permissions',
};
