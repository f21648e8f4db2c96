import type { Span } from './spans';

const WIDTH = 960;
const LEFT = 110;
const RIGHT = 24;
const LANE = 64;
const BAR = 26;
const TOP = 64;
/** The job whose parts are shown once more, closer. */
const CLOSER = 'deploy-live';
const COLORS: Readonly<Record<string, string>> = {
  'npm ci': '#d5dde6',
  build: '#0678be',
  push: '#5aa9dd',
  synth: '#5aa9dd',
  test: '#8fb8d6',
  release: '#e08a1e',
  web: '#2e8b57',
  certificate: '#7a5ea8',
};
const OTHERS = '#a9bccd';

/** The way from the push to the first page as bars, a lane for each job. */
export function picture(spans: readonly Span[], served: number): string {
  const end = Math.max(served, ...spans.map(({ to }) => to));
  const x = (second: number) => LEFT + (second / end) * (WIDTH - LEFT - RIGHT);
  const jobs = [...new Set(spans.map(({ job }) => job))];
  const bottom = TOP + jobs.length * LANE;
  const close = spans.filter(({ job }) => job === CLOSER);
  const [begin, stop] = [Math.min(...close.map(({ from }) => from)), Math.max(...close.map(({ to }) => to))];
  const closer = (second: number) => LEFT + ((second - begin) / (stop - begin)) * (WIDTH - LEFT - RIGHT);
  const height = bottom + 110;
  const lanes = jobs.map((job, index) =>
    lane(
      job,
      spans.filter((span) => span.job === job),
      TOP + index * LANE,
      x,
    ),
  );
  const label = `From the push to the first page over HTTPS: ${Math.round(served)} seconds`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="13" role="img" aria-label="${label}">
  <style>
    .title { font-weight: bold; font-size: 15px; fill: #1d2b3a; }
    .job { font-weight: bold; fill: #1d2b3a; }
    .small { font-size: 11px; fill: #44586d; }
    .in { font-size: 11px; fill: #ffffff; }
    .tick { stroke: #e3e9ef; stroke-width: 1; }
    .served { stroke: #2e8b57; stroke-width: 2; stroke-dasharray: 5 3; }
  </style>
  <rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
  <text class="title" x="20" y="28">${label}</text>
${ticks(end, bottom, x)}
${lanes.join('\n')}
${lane('closer', close, bottom + 46, closer)}
  <line class="served" x1="${round(x(served))}" y1="40" x2="${round(x(served))}" y2="${bottom}"/>
  <text class="small" x="${round(x(served)) - 6}" y="50" text-anchor="end">first page</text>
</svg>
`;
}

function ticks(end: number, bottom: number, x: (second: number) => number): string {
  const step = [5, 10, 20, 30, 60, 120, 300].find((seconds) => end / seconds <= 10) ?? 600;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)
    .map(
      (second) =>
        `  <line class="tick" x1="${round(x(second))}" y1="${TOP - 10}" x2="${round(x(second))}" y2="${bottom}"/>
  <text class="small" x="${round(x(second))}" y="${bottom + 18}" text-anchor="middle">${second} s</text>`,
    )
    .join('\n');
}

/** A job's parts. A name that has no room in its bar stands below it, at the first place that is free. */
function lane(job: string, spans: readonly Span[], y: number, x: (second: number) => number): string {
  let free = 0;
  const bars = spans.map(({ part, from, to }) => {
    const left = x(from);
    const width = Math.max(x(to) - left, 1);
    const title = `${part === '' ? 'the rest' : part}: ${(to - from).toFixed(1)} s`;
    const color = COLORS[part] ?? OTHERS;
    const bar = `  <rect x="${round(left)}" y="${y}" width="${round(width)}" height="${BAR}" rx="3" fill="${color}"><title>${title}</title></rect>`;
    const text = `${part} ${Math.round(to - from)} s`;
    const room = text.length * 6.5 + 6;
    if (part === '') return bar;
    if (width > room) {
      const style = color === '#d5dde6' || color === OTHERS ? 'small' : 'in';
      return `${bar}\n  <text class="${style}" x="${round(left + 5)}" y="${y + 17}">${text}</text>`;
    }
    if (to - from < 1.5 || left < free) return bar;
    free = left + room;
    return `${bar}\n  <text class="small" x="${round(left)}" y="${y + BAR + 13}">${text}</text>`;
  });
  return [`  <text class="job" x="20" y="${y + 18}">${job}</text>`, ...bars].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
