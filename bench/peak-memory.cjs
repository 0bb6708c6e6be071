// Loaded before a program that is measured: says at its end how much memory it had at most, in KiB.
const { appendFileSync } = require('node:fs');

process.on('exit', () => appendFileSync(process.env.BENCH_PEAK_FILE, `${process.resourceUsage().maxRSS}\n`));
