#!/usr/bin/env python3
"""A policy for `soulgraph serve --policy 'python3 policy.py'`.

Reads a change a line from stdin and answers each with a line on stdout. This one keeps links out of
the space "chat", lets known spammers talk to themselves, and accepts everything else.
"""
import json
import sys

SPAMMERS = set(sys.argv[1:])  # did:key texts: z6Mk...


def judge(change):
    if change["author"] in SPAMMERS:
        return {"verdict": "shadow"}
    in_chat = change["soul"].split("/")[0] == "chat"
    if in_chat and isinstance(change["value"], str) and "://" in change["value"]:
        return {"verdict": "reject", "reason": "no links in chat"}
    return {"verdict": "accept"}


for line in sys.stdin:
    change = json.loads(line)
    answer = {"id": change["id"], **judge(change)}
    # Flushed for each line: an answer that waits in a buffer is none.
    print(json.dumps(answer), flush=True)
