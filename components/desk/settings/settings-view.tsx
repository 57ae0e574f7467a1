import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SettingsSection } from '../../../lib/desk/route';
import type { Scope } from '../../../lib/scope';
import { AccountsSection } from './accounts/accounts-section';
import { ApplicationsSection } from './applications/applications-section';
import { CredentialsSection } from './credentials/credentials-section';
import { PermissionsSection } from './permissions/permissions-section';
import { SafetySection } from './safety/safety-section';
import { sectionNames } from './sections';

interface SettingsViewProps {
  readonly section: SettingsSection;
  readonly scope: Scope | undefined;
}

/** One part of the settings. */
export function SettingsView({ section, scope }: SettingsViewProps) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{sectionNames[section]}</Header>
      <Section section={section} scope={scope} />
    </SpaceBetween>
  );
}

function Section({ section, scope }: SettingsViewProps) {
  switch (section) {
    case 'credentials':
      return <CredentialsSection scope={scope} />;
    case 'accounts':
      return <AccountsSection />;
    case 'applications':
      return <ApplicationsSection />;
    case 'safety':
      return <SafetySection />;
    case 'permissions':
      return <PermissionsSection scope={scope} />;
  }
}
