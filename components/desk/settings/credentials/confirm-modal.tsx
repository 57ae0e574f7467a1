import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';

interface ConfirmModalProps {
  readonly visible: boolean;
  readonly title: string;
  /** The name of the act, on the button that does it. */
  readonly act: string;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
  readonly children: ComponentChildren;
}

/** Asks before something that cannot be taken back, with a button named after the act. */
export function ConfirmModal(props: ConfirmModalProps) {
  const { visible, title, act, onCancel, onConfirm, children } = props;
  return (
    <Modal
      visible={visible}
      header={title}
      onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" onClick={onConfirm}>
              {act}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
