"""Reads feeds and signed texts as JSON from standard input, and says what other people's software makes of them."""

import hashlib
import hmac
import json
import sys

import feedparser


def judge_feed(text):
    feed = feedparser.parse(text.encode("utf-8"))
    return {
        "bozo": bool(feed.bozo),
        "version": feed.version,
        "hub": [link.href for link in feed.feed.get("links", []) if link.rel == "hub"],
        "self": [link.href for link in feed.feed.get("links", []) if link.rel == "self"],
        "titles": [entry.title for entry in feed.entries],
        "complete": all(e.get("id") and e.get("link") and e.get("updated_parsed", e.get("published_parsed")) for e in feed.entries),
    }


def judge_json_feed(text):
    feed = json.loads(text)
    wrong = [name for name in ("version", "title", "items") if name not in feed]
    ids = [item.get("id") for item in feed["items"]]
    if len(set(ids)) != len(ids) or not all(isinstance(one, str) and one for one in ids):
        wrong.append("items.id")
    wrong += [item["id"] for item in feed["items"] if not ({"content_text", "content_html"} & set(item))]
    return {"version": feed["version"], "wrong": wrong, "hubs": feed.get("hubs", [])}


def canonical(text):
    """RFC 8785 for what has only ASCII names and whole numbers: there Python sorts and writes as the RFC does."""
    value = json.loads(text)
    ours = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {"same": ours == text, "simple": simple(value)}


def simple(value):
    if isinstance(value, dict):
        return all(name.isascii() and simple(inner) for name, inner in value.items())
    if isinstance(value, list):
        return all(simple(inner) for inner in value)
    return not isinstance(value, float)


asked = json.load(sys.stdin)
json.dump(
    {
        "feeds": [judge_feed(text) for text in asked["feeds"]],
        "jsonFeed": judge_json_feed(asked["jsonFeed"]),
        "canonical": [canonical(text) for text in asked["canonical"]],
        "signature": hmac.new(asked["secret"].encode(), asked["feeds"][0].encode(), hashlib.sha256).hexdigest(),
    },
    sys.stdout,
)
