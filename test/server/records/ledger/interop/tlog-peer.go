// Go's own notes and trees, asked one JSON line at a time: golang.org/x/mod/sumdb/{note,tlog}, as its checksum database uses
// them. Answers one JSON line for each.
package main

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Ask                string
	Note, Vkey         string
	Skey, Text         string
	Index, Size, First int64
	Leaf, Root, From   []byte
	Proof              [][]byte
	Entries            [][]byte
}

type answer struct {
	Ok         bool
	Note       string   `json:",omitempty"`
	Root       []byte   `json:",omitempty"`
	Proof      [][]byte `json:",omitempty"`
	Skey, Vkey string   `json:",omitempty"`
}

func hashOf(b []byte) (h tlog.Hash, ok bool) {
	if len(b) != len(h) {
		return h, false
	}
	copy(h[:], b)
	return h, true
}

func hashesOf(all [][]byte) ([]tlog.Hash, bool) {
	hashes := make([]tlog.Hash, len(all))
	for i, b := range all {
		h, ok := hashOf(b)
		if !ok {
			return nil, false
		}
		hashes[i] = h
	}
	return hashes, true
}

func bytesOf(hashes []tlog.Hash) [][]byte {
	all := make([][]byte, len(hashes))
	for i := range hashes {
		all[i] = hashes[i][:]
	}
	return all
}

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

func treeOf(entries [][]byte) stored {
	var all stored
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, all)
		if err != nil {
			panic(err)
		}
		all = append(all, hashes...)
	}
	return all
}

func reply(q question) answer {
	proof, proofOk := hashesOf(q.Proof)
	root, rootOk := hashOf(q.Root)
	switch q.Ask {
	case "open-note":
		verifier, err := note.NewVerifier(q.Vkey)
		if err != nil {
			return answer{}
		}
		_, err = note.Open([]byte(q.Note), note.VerifierList(verifier))
		return answer{Ok: err == nil}
	case "sign-note":
		signer, err := note.NewSigner(q.Skey)
		if err != nil {
			return answer{}
		}
		signed, err := note.Sign(&note.Note{Text: q.Text}, signer)
		return answer{Ok: err == nil, Note: string(signed)}
	case "make-key":
		skey, vkey, err := note.GenerateKey(rand.Reader, q.Text)
		return answer{Ok: err == nil, Skey: skey, Vkey: vkey}
	case "check-record":
		leaf, leafOk := hashOf(q.Leaf)
		if !proofOk || !rootOk || !leafOk || q.Index < 0 || q.Size < 0 {
			return answer{}
		}
		return answer{Ok: tlog.CheckRecord(proof, q.Size, root, q.Index, leaf) == nil}
	case "check-tree":
		from, fromOk := hashOf(q.From)
		if !proofOk || !rootOk || !fromOk {
			return answer{}
		}
		return answer{Ok: tlog.CheckTree(proof, q.Size, root, q.First, from) == nil}
	case "tree":
		hash, err := tlog.TreeHash(int64(len(q.Entries)), treeOf(q.Entries))
		return answer{Ok: err == nil, Root: hash[:]}
	case "prove-record":
		made, err := tlog.ProveRecord(int64(len(q.Entries)), q.Index, treeOf(q.Entries))
		return answer{Ok: err == nil, Proof: bytesOf(made)}
	case "prove-tree":
		made, err := tlog.ProveTree(int64(len(q.Entries)), q.First, treeOf(q.Entries))
		return answer{Ok: err == nil, Proof: bytesOf(made)}
	}
	return answer{}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			panic(err)
		}
		if err := out.Encode(reply(q)); err != nil {
			panic(err)
		}
	}
}
