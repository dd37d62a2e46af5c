#!/usr/bin/env bash
# Sends what verify.sh left: findings to code scanning, the summary to the pull request.
set -euo pipefail
out="$RUNNER_TEMP/contract"

if [ "$VERIFY_SARIF" = true ] && [ -s "$out/report.sarif" ]; then
  gzip --stdout "$out/report.sarif" | base64 --wrap=0 > "$out/report.sarif.gz.base64"
  gh api --method POST "repos/$GITHUB_REPOSITORY/code-scanning/sarifs" --silent \
    --field commit_sha="$GITHUB_SHA" --field ref="$GITHUB_REF" --field sarif=@"$out/report.sarif.gz.base64"
fi

if [ "$VERIFY_COMMENT" = true ] && [ -n "$PULL_REQUEST" ] && [ -s "$out/summary.md" ]; then
  # One comment for each pull request: the next run edits it.
  gh pr comment "$PULL_REQUEST" --repo "$GITHUB_REPOSITORY" --edit-last --create-if-none --body-file "$out/summary.md"
fi
