/** Counters of this process as Prometheus text (exposition format 0.0.4). Names and labels never hold an id, an address or a person. */
export type Labels = Readonly<Record<string, string>>;

export interface Metrics {
  count(name: CounterName, labels?: Labels, by?: number): void;
  observe(route: string, seconds: number): void;
  /** A figure of this process, read whenever the text is. */
  watch(read: () => Gauge): void;
  /** All counters, the figures that are watched and the gauges given, as text. */
  text(gauges: readonly Gauge[]): string;
}
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly labels?: Labels;
  readonly value: number;
}

const COUNTERS = {
  kiln_http_requests_total: 'Requests by method, route and status.',
  kiln_events_total: 'Things worth a look, by the name of their log line.',
  kiln_ops_total: 'Operations that devices pushed, by what became of them.',
  kiln_pushes_total: 'Pushes by their answer.',
  kiln_charges_total: 'Charges through the account, by the state they ended in.',
  kiln_supplier_calls_total: 'Calls to data partners, by outcome.',
  kiln_provider_duplicate_cost_total: 'Answers of data partners that came too late to be delivered: paid by the operator, charged to nobody.',
  kiln_rate_limited_total: 'Requests refused as too many, by kind.',
} as const;
export type CounterName = keyof typeof COUNTERS;

const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25] as const;
/** Label values are ours and few; a bug that makes them many must not eat the memory. */
const SERIES = 2_000;

const escape = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
const written = (labels: Labels): string => {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
};

export function createMetrics(): Metrics {
  const counters = new Map<string, { name: CounterName; labels: string; value: number }>();
  const times = new Map<string, { buckets: number[]; sum: number; count: number }>();
  const watched: (() => Gauge)[] = [];
  return {
    watch: (read) => void watched.push(read),
    count(name, labels = {}, by = 1) {
      const text = written(labels);
      const key = `${name}${text}`;
      const found = counters.get(key);
      if (found !== undefined) found.value += by;
      else if (counters.size < SERIES) counters.set(key, { name, labels: text, value: by });
    },
    observe(route, seconds) {
      let one = times.get(route);
      if (one === undefined) {
        if (times.size >= SERIES) return;
        times.set(route, (one = { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 }));
      }
      one.sum += seconds;
      one.count += 1;
      for (const [i, limit] of BUCKETS.entries()) if (seconds <= limit) one.buckets[i] = (one.buckets[i] ?? 0) + 1;
    },
    text(given) {
      const gauges = [...given, ...watched.map((read) => read())];
      const lines: string[] = [];
      for (const [name, help] of Object.entries(COUNTERS)) {
        const series = [...counters.values()].filter((one) => one.name === name);
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...series.map((one) => `${name}${one.labels} ${one.value}`));
      }
      const timer = 'kiln_http_request_seconds';
      lines.push(`# HELP ${timer} Time to the answer, by route.`, `# TYPE ${timer} histogram`);
      for (const [route, one] of times) {
        for (const [i, limit] of BUCKETS.entries()) lines.push(`${timer}_bucket${written({ route, le: String(limit) })} ${one.buckets[i] ?? 0}`);
        lines.push(`${timer}_bucket${written({ route, le: '+Inf' })} ${one.count}`, `${timer}_sum${written({ route })} ${one.sum}`, `${timer}_count${written({ route })} ${one.count}`);
      }
      for (const name of new Set(gauges.map((gauge) => gauge.name))) {
        const of = gauges.filter((gauge) => gauge.name === name);
        lines.push(`# HELP ${name} ${of[0]?.help ?? ''}`, `# TYPE ${name} gauge`, ...of.map((gauge) => `${name}${written(gauge.labels ?? {})} ${gauge.value}`));
      }
      return `${lines.join('\n')}\n`;
    },
  };
}
