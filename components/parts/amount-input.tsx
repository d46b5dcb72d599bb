import { useEffect, useState, type ReactElement } from 'react';
import type { Meter, Micro } from '../../lib/domain/ledger/amount.ts';
import { amountOf, amountText } from '../../lib/ui/waterfall-edit.ts';
import { BoltGlyph, DiscsGlyph } from './icon.tsx';

interface AmountInputProps {
  readonly meter: Meter;
  readonly label: string;
  /** undefined = no limit. */
  readonly amount: Micro | undefined;
  readonly placeholder?: string;
  readonly onChange: (amount: Micro | undefined) => void;
}

/** An amount of one meter to type; it counts when the field is left or Enter is pressed. What cannot be read becomes what it was. */
export function AmountInput({ meter, label, amount, placeholder = 'no limit', onChange }: AmountInputProps): ReactElement {
  const [text, setText] = useState(amountText(amount));
  useEffect(() => setText(amountText(amount)), [amount]);
  const settle = (): void => {
    const read = text.trim() === '' ? undefined : (amountOf(text) ?? amount);
    setText(amountText(read));
    if (read !== amount) onChange(read);
  };
  return (
    <span className="k-input k-input--amt">
      {meter === 'actions' ? <BoltGlyph className="k-actions" /> : <DiscsGlyph className="k-credits" />}
      <input aria-label={label} inputMode="decimal" placeholder={placeholder} autoComplete="off" value={text} onChange={(e) => setText(e.target.value)} onBlur={settle} onKeyDown={(e) => (e.key === 'Enter' ? settle() : undefined)} />
    </span>
  );
}
