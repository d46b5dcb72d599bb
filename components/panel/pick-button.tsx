import { MousePointer2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FieldKey } from '../../lib/domain/lead/fields.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

/** Opens the picker over the page: the arrow at the end of the page bar. */
export function PickButton({ tabId }: { readonly tabId: number }): ReactElement {
  const pick = useCommand('picker.start');
  return (
    <IconButton small label="Pick something on the page" aria-busy={pick.busy} onClick={() => void pick.send({ tabId })}>
      <Icon of={MousePointer2} size={14} />
    </IconButton>
  );
}

/** The fields that a recipe no longer finds are pointed at on the page. */
export function PointAtThem({ tabId, fields }: { readonly tabId: number; readonly fields: readonly FieldKey[] }): ReactElement {
  const pick = useCommand('picker.start');
  return (
    <Button small busy={pick.busy} icon={<Icon of={MousePointer2} size={14} />} onClick={() => void pick.send({ tabId, mode: 'single', fields: [...fields].slice(0, 20) })}>
      Point at {fields.length === 1 ? 'it' : 'them'}
    </Button>
  );
}
