/** Milliseconds of CPU since a moment of `process.cpuUsage()`: a busy machine alone does not add to them. */
export function cpuSince(start: NodeJS.CpuUsage): number {
  return process.cpuUsage(start).user / 1000;
}
