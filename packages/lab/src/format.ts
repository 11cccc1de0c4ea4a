const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** An amount for people: `12,345 merges`; bytes in powers of 1,000, as `1.23 MB`. */
export function formatAmount(amount: number, unit: string): string {
  if (unit !== 'bytes')
    return `${amount >= 100 ? grouped.format(amount) : threeDigits.format(amount)} ${unit}`.trimEnd();
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let scaled = amount;
  let i = 0;
  for (; scaled >= 999.5 && i < units.length - 1; i++) scaled /= 1000;
  return `${threeDigits.format(scaled)} ${units[i]}`;
}

/** A time for people, from milliseconds: `0.42 s`, `12.3 s`, `2 min 05 s`, `1 h 02 min`. */
export function formatDuration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9_950 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}
