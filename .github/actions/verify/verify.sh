#!/usr/bin/env bash
# Runs the checks; leaves report.html, summary.md and, where asked for, report.sarif in $RUNNER_TEMP/contract.
set -euo pipefail
out="$RUNNER_TEMP/contract"
mkdir -p "$out"
: > "$out/summary.md"

read -ra command <<< "$VERIFY_COMMAND"
read -ra arguments <<< "$VERIFY_ARGUMENTS"
if [ -n "$VERIFY_TARGET" ]; then arguments+=(--target "$VERIFY_TARGET" --yes); fi
if [ -n "$VERIFY_MODE" ]; then arguments+=(--mode "$VERIFY_MODE"); fi
if [ -n "$VERIFY_PROFILE" ]; then arguments+=(--profile "$VERIFY_PROFILE"); fi
if [ -n "$VERIFY_BASELINE" ]; then arguments+=(--baseline "$VERIFY_BASELINE"); fi
# Code scanning annotates the lines itself.
if [ "$VERIFY_SARIF" = true ]; then
  arguments+=(--format sarif --out "$out/report.sarif")
else
  arguments+=(--format github)
fi

code=0
GITHUB_STEP_SUMMARY="$out/summary.md" "${command[@]}" "${arguments[@]}" --html "$out/report.html" || code=$?
cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"
{
  echo "report=$out/report.html"
  echo "exit-code=$code"
} >> "$GITHUB_OUTPUT"
