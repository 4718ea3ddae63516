// The other side of interop_test.sh: verifies the lines of `interop write` with
// golang.org/x/mod/sumdb (note and tlog), then prints lines of its own making
// for `interop read`. The lines are described in interop.c.
package main

import (
	"bufio"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner verifies C2SP cosignature/v1, which package note does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }

func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(sig)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func newCosigner(vkey string) cosigner {
	part := strings.SplitN(vkey, "+", 3)
	value, err := base64.StdEncoding.DecodeString(part[2])
	must(err)
	if value[0] != 4 {
		log.Fatalf("%s: type %d", vkey, value[0])
	}
	sum := sha256.Sum256([]byte(part[0] + "\n" + string(value)))
	if hex.EncodeToString(sum[:4]) != part[1] {
		log.Fatalf("%s: another key id", vkey)
	}
	return cosigner{part[0], binary.BigEndian.Uint32(sum[:]), value[1:]}
}

// stored is a log as package tlog wants it.
type stored struct {
	size   int64
	leaves []tlog.Hash
	hashes []tlog.Hash
}

func (s *stored) read(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, s.hashes[i])
	}
	return out, nil
}

func (s *stored) add(entry []byte) {
	more, err := tlog.StoredHashes(s.size, entry, tlog.HashReaderFunc(s.read))
	must(err)
	s.hashes = append(s.hashes, more...)
	s.leaves = append(s.leaves, tlog.RecordHash(entry))
	s.size++
}

func (s *stored) root(size int64) tlog.Hash {
	root, err := tlog.TreeHash(size, tlog.HashReaderFunc(s.read))
	must(err)
	return root
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return n
}

func proofOf(words []string) []tlog.Hash {
	var out []tlog.Hash
	for _, w := range words {
		h, err := tlog.ParseHash(w)
		must(err)
		out = append(out, h)
	}
	return out
}

// checkNote opens a note that both keys must have signed.
func checkNote(text string, s *stored, keys note.Verifiers, origin string) {
	msg, err := base64.StdEncoding.DecodeString(text)
	must(err)
	n, err := note.Open(msg, keys)
	must(err)
	if len(n.Sigs) != 2 || len(n.UnverifiedSigs) != 0 {
		log.Fatalf("%d signatures verify, not 2", len(n.Sigs))
	}
	line := strings.Split(n.Text, "\n")
	size := number(line[1])
	root := tlog.Hash{}
	if size == 0 {
		root = sha256.Sum256(nil)
	} else {
		root = s.root(size)
	}
	if line[0] != origin || line[2] != root.String() || len(line) != 4 {
		log.Fatalf("another text: %q", n.Text)
	}
}

func check(s *stored) (notes, proofs int) {
	var log_ note.Verifier
	var keys note.Verifiers
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		word := strings.Split(in.Text(), " ")
		switch word[0] {
		case "key":
			v, err := note.NewVerifier(word[1])
			must(err)
			log_ = v
		case "mirror":
			keys = note.VerifierList(log_, newCosigner(word[1]))
		case "entry":
			entry, err := hex.DecodeString(word[1])
			must(err)
			s.add(entry)
		case "note":
			checkNote(word[1], s, keys, log_.Name())
			notes++
		case "inclusion":
			size, i := number(word[1]), number(word[2])
			must(tlog.CheckRecord(proofOf(word[3:]), size, s.root(size),
				i, s.leaves[i]))
			proofs++
		case "consistency":
			old, size := number(word[1]), number(word[2])
			must(tlog.CheckTree(proofOf(word[3:]), size, s.root(size),
				old, s.root(old)))
			proofs++
		default:
			log.Fatalf("%q", in.Text())
		}
	}
	must(in.Err())
	return notes, proofs
}

func printProof(words string, proof []tlog.Hash) {
	fmt.Print(words)
	for _, h := range proof {
		fmt.Print(" ", h)
	}
	fmt.Println()
}

// make_ prints a log of our own: its key, entries, notes and proofs.
func make_(s *stored) {
	const origin = "madrid.cnp/line/roma.ps"
	reader := tlog.HashReaderFunc(s.read)
	skey, vkey, err := note.GenerateKey(nil, origin)
	must(err)
	signer, err := note.NewSigner(skey)
	must(err)
	fmt.Println("key", vkey)
	for i := 0; i < 67; i++ {
		entry := append([]byte{1}, make([]byte, 32)...)
		entry[32] = byte(i)
		s.add(entry)
		fmt.Printf("entry %x\n", entry)
	}
	for size := int64(1); size <= s.size; size++ {
		text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, s.root(size))
		msg, err := note.Sign(&note.Note{Text: text}, signer)
		must(err)
		fmt.Println("note", base64.StdEncoding.EncodeToString(msg))
		for i := int64(0); i < size; i++ {
			p, err := tlog.ProveRecord(size, i, reader)
			must(err)
			printProof(fmt.Sprint("inclusion ", size, " ", i), p)
		}
		for old := int64(1); old <= size; old++ {
			p, err := tlog.ProveTree(size, old, reader)
			must(err)
			printProof(fmt.Sprint("consistency ", old, " ", size), p)
		}
	}
}

func main() {
	log.SetFlags(0)
	var theirs, ours stored
	notes, proofs := check(&theirs)
	log.Printf("%d entries, %d notes, %d proofs of ours verify in Go",
		theirs.size, notes, proofs)
	if theirs.size == 0 || notes == 0 || proofs == 0 {
		log.Fatal("nothing to verify")
	}
	make_(&ours)
}
