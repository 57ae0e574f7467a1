import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import type { Ref } from 'preact';
import type { Scope } from '../../../../lib/scope';
import { AddForm } from './add-form';
import { AssumeForm } from './assume-form';
import { SignInTab } from './sign-in-tab';

const tabIds = ['paste', 'role', 'identity-center'] as const;

/** A way to add credentials. */
export type AddTab = (typeof tabIds)[number];

interface AddSectionProps {
  readonly scope: Scope | undefined;
  readonly tab: AddTab;
  readonly onTab: (tab: AddTab) => void;
  /** Takes the focus when somebody is led here. */
  readonly place: Ref<HTMLDivElement>;
}

/** The ways to add credentials, each in a tab. Only the one that is shown is there. */
export function AddSection({ scope, tab, onTab, place }: AddSectionProps) {
  return (
    <div ref={place} tabIndex={-1} class="desk-place">
      <Container header={<Header variant="h2">Add credentials</Header>}>
        <Tabs
          activeTabId={tab}
          onChange={({ detail }) =>
            onTab(tabIds.find((id) => id === detail.activeTabId) ?? 'paste')
          }
          ariaLabel="Ways to add credentials"
          tabs={[
            { id: 'paste', label: 'Paste', content: <AddForm scope={scope} /> },
            { id: 'role', label: 'Assume a role', content: <AssumeForm /> },
            {
              id: 'identity-center',
              label: 'IAM Identity Center',
              content: <SignInTab scope={scope} />,
            },
          ]}
        />
      </Container>
    </div>
  );
}
