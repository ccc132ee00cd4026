namespace SparseEval.Cli.Completion;

/// <summary>Scripts that ask this program what may stand at the cursor, so that what they offer is always what the installed version takes.</summary>
internal static class ShellScripts
{
    /// <summary>By the name of the shell: how to take it into use, and the script.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            # In ~/.bashrc:  eval "$(sparseeval completion bash)"
            _sparseeval() {
              local line
              COMPREPLY=()
              while IFS= read -r line; do
                [ -n "$line" ] && COMPREPLY+=("$line")
              done < <("${COMP_WORDS[0]}" '[complete]' "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
              case "${COMPREPLY[0]-}" in *[=:]) compopt -o nospace ;; esac
            }
            complete -o default -o bashdefault -F _sparseeval sparseeval
            """,
        ["zsh"] = """
            # In ~/.zshrc, after compinit:  eval "$(sparseeval completion zsh)"
            _sparseeval() {
              local -a found
              found=("${(@f)$("${words[1]}" '[complete]' "${(@)words[2,CURRENT]}" 2>/dev/null)}")
              found=(${found:#})
              if (( ${#found} )); then compadd -- "${found[@]}"; else _files; fi
            }
            compdef _sparseeval sparseeval
            """,
        ["fish"] = """
            # sparseeval completion fish > ~/.config/fish/completions/sparseeval.fish
            function __sparseeval
                set -l words (commandline -opc)
                sparseeval '[complete]' $words[2..] (commandline -ct) 2>/dev/null
            end
            complete -c sparseeval -a '(__sparseeval)'
            """,
        ["pwsh"] = """
            # In $PROFILE:  sparseeval completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName sparseeval -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
                sparseeval '[complete]' @words "$wordToComplete" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };
}
