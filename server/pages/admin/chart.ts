import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { html } from 'hono/html';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import type { Step } from '../../admin/days.ts';
import { dayStart } from '../../admin/days.ts';
import type { Usage, UsageSeries } from '../../admin/usage.ts';
import type { Html } from '../frame.ts';
import { amountText } from './amounts.ts';

export interface ChartProps {
  /** What it shows, in a sentence; the table below has the numbers. */
  readonly label: string;
  readonly usage: Pick<Usage, 'buckets' | 'series'>;
  readonly step: Step;
  readonly nameOf: (key: string) => string;
  readonly unit: string;
  /** Pixels that the wide drawing is about as wide as, so that its words keep their size. */
  readonly width: number;
}

const REST = 'Others';
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const shortMonth = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
/** `12 May`, `May 2026`, or the Monday of a week. */
export const bucketName = (day: number, step: Step): string => (step === 'month' ? shortMonth : shortDay).format(dayStart(day));

/** Stacked columns, drawn on the server: no script, no style attribute. Once for wide places and once for narrow ones. */
export function usageChart(props: ChartProps): Html {
  const { series } = props.usage;
  if (series.length === 0) return html``;
  const whole = series.reduce((sum, one) => sum + one.total, 0);
  return html`<figure class="p-chart" role="group" aria-label="${props.label}">
${drawing(props, { width: props.width, height: 236, left: 52, ticks: 5, labels: Math.floor(props.width / 60), size: 'wide' })}
${drawing(props, { width: 340, height: 200, left: 40, ticks: 4, labels: 5, size: 'narrow' })}
<figcaption><ul class="p-key">${series.map((one, i) => html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="p-s${colourOf(one, i)}" width="10" height="10" rx="2"/></svg><span class="k-trunc">${one.key === null ? REST : props.nameOf(one.key)}</span> <b>${amountText(one.total)}</b></li>`)}${series.length > 1 ? html`<li class="k-3">in all <b>${amountText(whole)}</b></li>` : ''}</ul></figcaption>
</figure>`;
}

/** Others have the quietest colour wherever they come. */
const colourOf = (one: UsageSeries, i: number): string => (one.key === null ? 'rest' : String(i + 1));

interface Size {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly ticks: number;
  readonly labels: number;
  readonly size: 'wide' | 'narrow';
}

function drawing(props: ChartProps, size: Size): Html {
  const { buckets, series } = props.usage;
  const [top, bottom] = [8, size.height - 24];
  const totals = buckets.map((_, b) => series.reduce((sum, one) => sum + (one.values[b] ?? 0), 0) / UNIT);
  const y = scaleLinear().domain([0, Math.max(...totals, 0)]).nice(size.ticks).range([bottom, top]);
  const x = scaleBand<number>().domain(buckets.keys()).range([size.left, size.width - 4]).paddingInner(0.28).paddingOuter(0.1);
  // Few buckets would be bricks otherwise.
  const width = Math.min(x.bandwidth(), 44);
  const inset = (x.bandwidth() - width) / 2;
  const layers = stack<undefined, readonly number[], number>().keys(series.keys()).value((values, key) => values[key] ?? 0);
  const columns = layers(buckets.map((_, b) => series.map((one) => (one.values[b] ?? 0) / UNIT)));
  const everyLabel = Math.max(1, Math.ceil(buckets.length / size.labels));
  return html`<svg class="p-chart__${size.size}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${props.label}">
${y.ticks(size.ticks).map((tick) => html`<line class="p-chart__grid" x1="${size.left}" x2="${size.width}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}"/><text class="p-chart__t" x="${size.left - 8}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${tickText(tick)}</text>`)}
${buckets.map((bucket, b) => html`<g><title>${titleOf(props, b)}</title><rect class="p-chart__hit" x="${(x(b) ?? 0).toFixed(1)}" y="${top}" width="${x.bandwidth().toFixed(1)}" height="${bottom - top}"/>${columns.map((layer, s) => {
    const [from, to] = [layer[b]?.[0] ?? 0, layer[b]?.[1] ?? 0];
    const one = series[s];
    const height = y(from) - y(to);
    return one === undefined || height <= 0 ? '' : html`<rect class="p-s${colourOf(one, s)}" x="${((x(b) ?? 0) + inset).toFixed(1)}" y="${y(to).toFixed(2)}" width="${width.toFixed(1)}" height="${Math.max(height - (from > 0 ? 0.8 : 0), 0.6).toFixed(2)}"/>`;
  })}</g>${b % everyLabel === 0 ? html`<text class="p-chart__t" x="${((x(b) ?? 0) + x.bandwidth() / 2).toFixed(1)}" y="${size.height - 6}" text-anchor="middle">${bucketName(bucket, props.step)}</text>` : ''}`)}
</svg>`;
}

const tickText = (value: number): string => new Intl.NumberFormat('en', { maximumFractionDigits: 3 }).format(value);

function titleOf(props: ChartProps, b: number): string {
  const { buckets, series } = props.usage;
  const total = series.reduce((sum, one) => sum + (one.values[b] ?? 0), 0);
  const parts = series.filter((one) => (one.values[b] ?? 0) > 0).map((one) => `${one.key === null ? REST : props.nameOf(one.key)} ${amountText(one.values[b] ?? 0)}`);
  return `${bucketName(buckets[b] ?? 0, props.step)}: ${amountText(total)} ${props.unit}${parts.length > 1 ? ` (${parts.join(', ')})` : ''}`;
}
